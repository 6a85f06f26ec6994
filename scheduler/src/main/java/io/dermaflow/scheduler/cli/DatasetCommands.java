package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.platform.DatasetService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that look at datasets. */
@Command(
    name = "dataset",
    description = "Look at datasets.",
    subcommands = {
      DatasetCommands.Listing.class,
      DatasetCommands.Show.class,
      DatasetCommands.Diff.class,
      DatasetCommands.Quarantine.class
    })
final class DatasetCommands extends Group {

  @Command(name = "list", description = "All sealed versions.")
  static final class Listing extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<DatasetVersion> all = platform.get(DatasetService.class).list();
      return Answer.ok(
          all, Text.lines(all, v -> "%-24s %6d items %s".formatted(v.id(), v.items(), v.splits())));
    }
  }

  @Command(name = "show", description = "One version.")
  static final class Show extends PlatformCommand {
    @Parameters(paramLabel = "NAME[@V]")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      DatasetVersion v = platform.get(DatasetService.class).require(name);
      return Answer.ok(
          v,
          "%s%ndigest %s%n%d items in %d groups, splits %s%n%d duplicates, %d set aside"
              .formatted(
                  v.id(),
                  v.digest(),
                  v.items(),
                  v.groups(),
                  v.splits(),
                  v.duplicates(),
                  v.quarantined()));
    }
  }

  @Command(name = "diff", description = "How two versions differ.")
  static final class Diff extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "NAME@V")
    String from = "";

    @Parameters(index = "1", paramLabel = "NAME@V")
    String to = "";

    @Override
    Answer run(PlatformSession platform) {
      DatasetService service = platform.get(DatasetService.class);
      DatasetVersion a = service.require(from);
      DatasetVersion b = service.require(to);
      return Answer.ok(
          Map.of(
              "from",
              a,
              "to",
              b,
              "items",
              b.items() - a.items(),
              "same",
              a.digest().equals(b.digest())),
          "%s → %s: %+d items, %+d groups%s"
              .formatted(
                  a.id(),
                  b.id(),
                  b.items() - a.items(),
                  b.groups() - a.groups(),
                  a.digest().equals(b.digest()) ? ", same content" : ""));
    }
  }

  @Command(name = "quarantine", description = "Items set aside, with their reason.")
  static final class Quarantine extends PlatformCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      List<LedgerItem> items = platform.get(DatasetService.class).quarantine(name);
      return Answer.ok(
          items,
          Text.lines(
              items, i -> "%-20s %s: %s".formatted(i.reason(), i.key(), orDash(i.evidence()))));
    }
  }
}
