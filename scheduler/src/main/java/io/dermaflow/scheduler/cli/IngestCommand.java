package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.formats.DatasetFormats;
import io.dermaflow.datasets.splits.SplitMode;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.DatasetOptions;
import io.dermaflow.scheduler.platform.DatasetService;
import io.dermaflow.scheduler.platform.DatasetService.Ingested;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingest}: a dataset version of a source. */
@Command(
    name = "ingest",
    description = "Make a dataset version of a folder, an archive or s3://bucket/prefix.",
    footer = {
      "%nLayouts: <label>/<file>.jpg, also below train, valid and test; ACNE04 as published (JPEGImages and",
      "NNEW_*.txt) and ACNE04-v2; COCO JSON (*.coco.json, instances_*.json); Fitzpatrick17k; SCIN; or a",
      "manifest.csv or manifest.jsonl with columns path severity skin_type conditions lesion_count subject",
      "group tone split licence consent labeller. Archives: .zip .tar .tar.gz .tgz, here or in S3.",
      "%nA second run takes what is new or changed. What cannot be used is set aside with its reason:",
      "'dataset quarantine NAME'."
    })
final class IngestCommand extends PlatformCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "name of the dataset")
  String name = "";

  @Parameters(
      index = "1",
      paramLabel = "SOURCE",
      description = "folder, archive, manifest file, or s3://bucket/prefix")
  String source = "";

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = DatasetFormats.AUTO,
      description =
          "folders, manifest, manifest-jsonl, acne04, acne04-v2, coco, fitzpatrick17k, scin, or auto"
              + " (default: recognised)")
  String format = DatasetFormats.AUTO;

  @Option(
      names = "--splits",
      paramLabel = "WHO",
      defaultValue = "auto",
      description =
          "given: those of the source, refused when a group lies in two; ours: made by group;"
              + " auto (default): the source's where they do not leak")
  SplitMode splits = SplitMode.AUTO;

  @Option(
      names = "--require-consent",
      description = "set items aside whose source does not say that the person agreed")
  boolean requireConsent;

  @Option(names = "--dry-run", description = "say what would be taken; write nothing")
  boolean dryRun;

  @Override
  Answer run(PlatformSession platform) {
    DatasetService datasets = platform.get(DatasetService.class);
    DatasetOptions chosen = new DatasetOptions(format, splits, requireConsent);
    Ingested made =
        dryRun ? datasets.preview(name, source, chosen) : datasets.ingest(name, source, chosen);
    double limit = platform.get(Settings.class).setAsideLimit();
    return new Answer(
        made,
        dryRun ? preview(made) : text(made),
        exitCode(made.quarantined(), made.items() + (long) made.quarantined(), limit));
  }

  private static String preview(Ingested made) {
    return "Would take %d items (%d known already), set aside %d %s. Nothing was written."
        .formatted(made.added(), made.unchanged(), made.quarantined(), made.reasons());
  }

  private static String text(Ingested made) {
    String findings =
        made.gate().stream()
            .filter(finding -> !finding.passed())
            .map(finding -> "\n  " + DatasetText.finding(finding))
            .collect(Collectors.joining());
    return """
        %s@%d: %d items in %d groups, splits %s by %s
        %d added, %d unchanged, %d duplicates, %d set aside %s%s"""
        .formatted(
            made.dataset(),
            made.version(),
            made.items(),
            made.groups(),
            made.splits(),
            made.splitsBy().equals("SOURCE") ? "the source" : "group",
            made.added(),
            made.unchanged(),
            made.duplicates(),
            made.quarantined(),
            made.reasons(),
            findings);
  }
}
