package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetReader;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.IngestDataset;
import io.dermaflow.datasets.IntakeRules;
import io.dermaflow.datasets.ItemState;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.SealRules;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.formats.DatasetFormats;
import io.dermaflow.datasets.splits.SplitMode;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.training.IngestDatasetParameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;

/** Ingests datasets. */
public final class DatasetService {

  private final JobRunner runner;
  private final Job job;
  private final DatasetLedger ledger;
  private final IngestDataset ingest;
  private final Sources sources;
  private final DatasetGate gate;

  public DatasetService(
      JobRunner runner,
      Job job,
      DatasetLedger ledger,
      IngestDataset ingest,
      Sources sources,
      DatasetGate gate) {
    this.gate = gate;
    this.runner = runner;
    this.job = job;
    this.ledger = ledger;
    this.ingest = ingest;
    this.sources = sources;
  }

  /**
   * What {@code ingest} says.
   *
   * @param added items this run took
   * @param unchanged items of the source that were known
   * @param quarantined items of the dataset that are set aside
   * @param reasons why, and how many
   * @param splitsBy {@code SOURCE} or {@code DERMAFLOW}
   * @param gate what the rules found
   */
  public record Ingested(
      String dataset,
      int version,
      @Nullable String digest,
      int items,
      int added,
      int unchanged,
      int quarantined,
      Map<String, Integer> reasons,
      Map<String, Integer> splits,
      int groups,
      int duplicates,
      String splitsBy,
      List<VersionReport.GateFinding> gate,
      boolean dryRun) {}

  /** Takes a source into a dataset and seals a version. */
  public Ingested ingest(String dataset, String source) {
    return ingest(dataset, source, DatasetOptions.DEFAULT);
  }

  /** The same with options. */
  public Ingested ingest(String dataset, String source, DatasetOptions options) {
    checkName(dataset);
    checkFormat(options.format());
    String absolute = Sources.absolute(source);
    requireReadable(absolute);
    Map<String, Object> parameters = new TreeMap<>(Map.of("dataset", dataset, "source", absolute));
    if (!options.format().equals(DatasetFormats.AUTO)) {
      parameters.put("format", options.format());
    }
    if (options.splits() != SplitMode.AUTO) {
      parameters.put("splits", options.splits().name());
    }
    if (options.consentRequired()) {
      parameters.put("consent", IngestDatasetParameters.CONSENT_REQUIRED);
    }
    ledger.remember(
        dataset,
        absolute,
        new DatasetLedger.TakenAs(options.format(), options.splits(), options.consentRequired()));
    JobExecution execution = runner.run(job, parameters);
    DatasetLedger.Added added = ledger.added(dataset, execution.getJobInstanceId());
    DatasetVersion version =
        ledger
            .find(dataset, execution.getExecutionContext().getInt("version"))
            .orElseThrow(() -> new IllegalStateException("the job sealed no version"));
    long listed =
        execution.getStepExecutions().stream()
            .filter(step -> step.getStepName().equals("takeItems"))
            .mapToLong(
                step -> step.getExecutionContext().getLong(IngestDatasetParameters.LISTED, 0))
            .max()
            .orElse(0);
    Map<String, Integer> reasons =
        ledger.findReport(version).map(VersionReport::setAside).orElse(Map.of());
    if (reasons.values().stream().mapToInt(Integer::intValue).sum() != version.quarantined()) {
      reasons = reasons(dataset); // more was set aside since the version was sealed
    }
    return new Ingested(
        dataset,
        version.version(),
        version.digest(),
        version.items(),
        added.added(),
        (int) Math.max(0, listed - added.added()),
        version.quarantined(),
        reasons,
        version.splits(),
        version.groups(),
        version.duplicates(),
        ledger.findReport(version).map(VersionReport::splitsBy).orElse("SOURCE"),
        ledger.findReport(version).map(VersionReport::gate).orElse(List.of()),
        false);
  }

  private Map<String, Integer> reasons(String dataset) {
    Map<String, Integer> reasons = new TreeMap<>();
    ledger
        .quarantine(dataset)
        .forEach(item -> reasons.merge(String.valueOf(item.reason()), 1, Integer::sum));
    return reasons;
  }

  /** What {@link #ingest} would take; writes nothing. */
  public Ingested preview(String dataset, String source, DatasetOptions options) {
    checkName(dataset);
    checkFormat(options.format());
    Map<String, Integer> reasons = new TreeMap<>();
    int[] count = new int[2];
    try (Sources.Source opened = sources.open(Sources.absolute(source));
        Stream<SourceEntry> entries = new DatasetReader(options.format()).read(opened)) {
      entries.forEach(
          entry -> {
            boolean known = ledger.unknown(dataset, opened.name(), List.of(entry)).isEmpty();
            count[known ? 1 : 0]++;
            if (!known) {
              LedgerItem item =
                  ingest.preview(opened, entry, new IntakeRules(options.consentRequired()));
              if (item.state() == ItemState.SET_ASIDE) {
                reasons.merge(String.valueOf(item.reason()), 1, Integer::sum);
              }
            }
          });
    }
    int aside = reasons.values().stream().mapToInt(Integer::intValue).sum();
    return new Ingested(
        dataset,
        0,
        null,
        count[0] - aside,
        count[0],
        count[1],
        aside,
        reasons,
        Map.of(),
        0,
        0,
        "",
        List.of(),
        true);
  }

  /** The version {@code name@version}, or the newest of {@code name}. */
  public DatasetVersion require(String reference) {
    return DatasetReferences.require(ledger, reference);
  }

  /**
   * Takes items that were set aside once more.
   *
   * @param reason only those set aside for it, or null for all
   * @return what each of their sources gave
   */
  public List<Ingested> retry(String dataset, @Nullable String reason) {
    return ledger.retry(dataset, reason).stream()
        .map(source -> ingest(dataset, source, takenAs(dataset, source)))
        .toList();
  }

  private DatasetOptions takenAs(String dataset, String source) {
    return ledger
        .findTakenAs(dataset, source)
        .map(how -> new DatasetOptions(how.format(), how.splits(), how.consentRequired()))
        .orElse(DatasetOptions.DEFAULT);
  }

  /** Says which of contradicting labels are right; the next version has the picture. */
  public int resolve(String dataset, String key) {
    return ledger.resolve(dataset, key);
  }

  /** Seals what the ledger holds. */
  public DatasetVersion seal(String dataset) {
    return ledger.seal(
        dataset, new SealRules(IngestDatasetParameters.SPLIT_SEED, SplitMode.AUTO, gate));
  }

  /** Told now, not by a failed run: folders and archives are looked at when they are opened. */
  private void requireReadable(String source) {
    try (Sources.Source opened = sources.open(source)) {
      if (source.startsWith("s3://")) {
        try (Stream<StoredObject> listed = opened.storage().list(opened.prefix())) {
          if (listed.findFirst().isEmpty()) {
            throw DermaflowException.usage(
                "Source '" + source + "' holds no object",
                "a prefix below which there are pictures",
                "the prefix is misspelt: it ends at a slash");
          }
        }
      }
    } catch (StorageException e) {
      throw DermaflowException.usage(
          "Source '" + source + "' cannot be read: " + e.getMessage(),
          "a bucket and a prefix that these credentials may list",
          "correct the name, the credentials, or DERMAFLOW_S3_ENDPOINT");
    }
  }

  private static void checkFormat(String format) {
    if (!format.equals(DatasetFormats.AUTO)) {
      DatasetFormats.named(format);
    }
  }

  private static void checkName(String dataset) {
    if (!dataset.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw DermaflowException.usage(
          "Dataset name '" + dataset + "'",
          "up to 63 lower-case letters, digits, dashes and underscores",
          "the arguments are in another order: ingest NAME SOURCE");
    }
  }
}
