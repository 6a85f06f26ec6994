package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.VersionDiff;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.platform.DatasetFiles;
import io.dermaflow.scheduler.platform.DatasetReferences;
import io.dermaflow.scheduler.platform.DatasetService;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that look at datasets, and those that change what is in them. */
@Command(
    name = "dataset",
    description = "Look at datasets; export, verify and delete versions; settle conflicts.",
    subcommands = {
      DatasetCommands.Listing.class,
      DatasetCommands.Show.class,
      DatasetCommands.Card.class,
      DatasetCommands.Diff.class,
      DatasetCommands.Export.class,
      DatasetCommands.Verify.class,
      DatasetCommands.Delete.class,
      DatasetCommands.Quarantine.class,
      DatasetCommands.Retry.class,
      DatasetCommands.Resolve.class
    })
final class DatasetCommands extends Group {

  /** A command on one version. */
  abstract static class OfVersion extends PlatformCommand {
    @Parameters(
        index = "0",
        paramLabel = "NAME[@V]",
        description = "the dataset, and its version (default: the newest)")
    String name = "";

    DatasetVersion version(PlatformSession platform) {
      return platform.get(DatasetService.class).require(name);
    }
  }

  @Command(name = "list", description = "All sealed versions.")
  static final class Listing extends LedgerCommand {
    @Override
    Answer look(DatasetLedger ledger) {
      List<DatasetVersion> all = ledger.list();
      return Answer.ok(
          all, Text.lines(all, v -> "%-24s %6d items %s".formatted(v.id(), v.items(), v.splits())));
    }
  }

  @Command(
      name = "show",
      description = "One version: labels, splits, tones, sources, groups, gate, provenance.")
  static final class Show extends LedgerCommand {
    @Parameters(
        paramLabel = "NAME[@V]",
        description = "the dataset, and its version (default: the newest)")
    String name = "";

    @Override
    Answer look(DatasetLedger ledger) {
      DatasetVersion v = DatasetReferences.require(ledger, name);
      VersionReport report = ledger.findReport(v).orElse(null);
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("dataset", v.dataset());
      all.put("version", v.version());
      all.put("digest", v.digest());
      all.put("items", v.items());
      all.put("splits", v.splits());
      all.put("groups", v.groups());
      all.put("duplicates", v.duplicates());
      all.put("quarantined", v.quarantined());
      all.put("created_at", v.createdAt());
      if (report != null) {
        all.put("report", report);
      }
      return Answer.ok(all, DatasetText.version(v, report));
    }
  }

  @Command(
      name = "card",
      description =
          "Write the page of a version: charts, contact sheet, duplicates, what was set aside.")
  static final class Card extends OfVersion {
    @Override
    Answer run(PlatformSession platform) {
      Path page = platform.get(DatasetFiles.class).card(version(platform));
      return Answer.ok(Map.of("page", page.toString()), page.toString());
    }
  }

  @Command(name = "diff", description = "How two versions differ, picture by picture.")
  static final class Diff extends LedgerCommand {
    @Parameters(index = "0", paramLabel = "NAME@V", description = "the older one")
    String from = "";

    @Parameters(index = "1", paramLabel = "NAME@V", description = "the newer one")
    String to = "";

    @Override
    Answer look(DatasetLedger ledger) {
      DatasetVersion a = DatasetReferences.require(ledger, from);
      DatasetVersion b = DatasetReferences.require(ledger, to);
      VersionDiff diff = ledger.diff(a, b);
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("from", a.id());
      all.put("to", b.id());
      all.put("same", a.digest().equals(b.digest()));
      all.put("added", diff.added());
      all.put("removed", diff.removed());
      all.put("relabelled", diff.relabelled());
      all.put("moved", diff.moved());
      all.put("examples", diff.examples());
      String text =
          "%s → %s: %d added, %d removed, %d relabelled, %d moved to another split%s%s"
              .formatted(
                  a.id(),
                  b.id(),
                  diff.added(),
                  diff.removed(),
                  diff.relabelled(),
                  diff.moved(),
                  diff.examples().isEmpty() ? "" : "\n  ",
                  String.join("\n  ", diff.examples()));
      return Answer.ok(all, text);
    }
  }

  @Command(
      name = "export",
      description = "Write a version as manifest.csv with its splits, and its pictures.")
  static final class Export extends OfVersion {
    @Parameters(index = "1", paramLabel = "FOLDER", description = "a new or empty folder")
    Path folder = Path.of("");

    @Override
    Answer run(PlatformSession platform) {
      DatasetFiles.Exported exported =
          platform.get(DatasetFiles.class).export(version(platform), folder);
      return Answer.ok(exported, "%d items: %s".formatted(exported.items(), exported.manifest()));
    }
  }

  @Command(
      name = "verify",
      description = "Read every picture of a version and compare it with its digest.")
  static final class Verify extends OfVersion {
    @Override
    Answer run(PlatformSession platform) {
      DatasetFiles.Verified verified = platform.get(DatasetFiles.class).verify(version(platform));
      if (verified.sound()) {
        return Answer.ok(verified, verified.items() + " pictures are as they were sealed.");
      }
      String text =
          "Of %d pictures %d are gone, %d have other bytes:%s%s"
              .formatted(
                  verified.items(),
                  verified.gone().size(),
                  verified.changed().size(),
                  lines("gone", verified.gone()),
                  lines("other bytes", verified.changed()));
      return new Answer(verified, text, 1);
    }

    private static String lines(String what, List<String> objects) {
      return objects.stream()
          .map(object -> "\n  " + what + ": " + object)
          .collect(Collectors.joining());
    }
  }

  @Command(
      name = "delete",
      description =
          "Delete a version that no model learnt from. Without --yes it only says what it would do.")
  static final class Delete extends OfVersion {
    @Option(names = "--yes", description = "do it")
    boolean yes;

    @Override
    Answer run(PlatformSession platform) {
      if (!name.contains("@")) {
        throw DermaflowException.usage(
            "'" + name + "' names no version", "NAME@VERSION", "'dataset list' shows them");
      }
      DatasetVersion v = version(platform);
      DatasetFiles files = platform.get(DatasetFiles.class);
      List<String> users = files.users(v);
      if (yes) {
        files.delete(v);
      }
      String text =
          !users.isEmpty()
              ? "%s would be kept: %s learnt from it.".formatted(v.id(), String.join(", ", users))
              : yes
                  ? "Deleted %s; its pictures stay in the ledger.".formatted(v.id())
                  : "Would delete %s (%d items). Say --yes to do it.".formatted(v.id(), v.items());
      return Answer.ok(Map.of("version", v.id(), "deleted", yes, "used_by", users), text);
    }
  }

  @Command(name = "quarantine", description = "Items set aside, with their reason.")
  static final class Quarantine extends LedgerCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--reason", paramLabel = "R", description = "only those set aside for it")
    @Nullable String reason;

    @Override
    Answer look(DatasetLedger ledger) {
      List<LedgerItem> items =
          ledger.quarantine(name).stream()
              .filter(item -> reason == null || reason.equals(item.reason()))
              .toList();
      return Answer.ok(
          items,
          Text.lines(
              items, i -> "%-20s %s: %s".formatted(i.reason(), i.key(), orDash(i.evidence()))));
    }
  }

  @Command(
      name = "retry",
      description = "Take items that were set aside once more, from the sources they came from.")
  static final class Retry extends PlatformCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--reason", paramLabel = "R", description = "only those set aside for it")
    @Nullable String reason;

    @Override
    Answer run(PlatformSession platform) {
      List<DatasetService.Ingested> made = platform.get(DatasetService.class).retry(name, reason);
      return Answer.ok(
          made,
          made.isEmpty()
              ? "Nothing that is set aside could be taken again."
              : Text.lines(
                  made,
                  m ->
                      "%s@%d: %d items, %d set aside %s"
                          .formatted(
                              m.dataset(), m.version(), m.items(), m.quarantined(), m.reasons())));
    }
  }

  @Command(
      name = "resolve",
      description =
          "Say which of identical pictures with different labels is right, and seal a version with it.")
  static final class Resolve extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "NAME")
    String name = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "the item whose labels are right")
    String key = "";

    @Override
    Answer run(PlatformSession platform) {
      DatasetService service = platform.get(DatasetService.class);
      int others = service.resolve(name, key);
      DatasetVersion sealed = service.seal(name);
      return Answer.ok(
          Map.of("version", sealed.id(), "digest", sealed.digest(), "contradicted", others),
          "%s is right, its %d twin(s) not: %s has %d items"
              .formatted(key, others, sealed.id(), sealed.items()));
    }
  }
}
