package io.dermaflow.scheduler.cli;

import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.platform.PublicationService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that look at publications, and the way back. */
@Command(
    name = "publications",
    description = "What is and was served.",
    subcommands = {
      PublicationCommands.Listing.class,
      PublicationCommands.Show.class,
      PublicationCommands.Diff.class,
      PublicationCommands.Rollback.class
    })
final class PublicationCommands extends Group {

  @Command(name = "list", description = "All publications.")
  static final class Listing extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<Publication> all = platform.get(PublicationService.class).list();
      return Answer.ok(
          all,
          Text.lines(
              all,
              p ->
                  "%5d %-9s %6d subjects %s"
                      .formatted(p.id(), p.state(), p.subjects(), p.createdAt())));
    }
  }

  @Command(name = "show", description = "One publication with its checks.")
  static final class Show extends PlatformCommand {
    @Parameters(paramLabel = "N")
    long id;

    @Override
    Answer run(PlatformSession platform) {
      Publication p = platform.get(PublicationService.class).require(id);
      return Answer.ok(
          p,
          "%d %s, %d subjects%n".formatted(p.id(), p.state(), p.subjects())
              + Text.lines(
                  p.checks(),
                  c ->
                      "  %-18s %s (%s)"
                          .formatted(c.name(), c.passed() ? "ok" : "FAILED", c.detail())));
    }
  }

  @Command(name = "diff", description = "How many subjects differ between two publications.")
  static final class Diff extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "N")
    long from;

    @Parameters(index = "1", paramLabel = "M")
    long to;

    @Override
    Answer run(PlatformSession platform) {
      Publications.Diff d = platform.get(PublicationService.class).diff(from, to);
      return Answer.ok(
          d,
          "%d added, %d removed, %d changed, %d same"
              .formatted(d.added(), d.removed(), d.changed(), d.same()));
    }
  }

  @Command(name = "rollback", description = "Serve the publication before this one again.")
  static final class Rollback extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      return Commands.said(platform.get(PublicationService.class).rollback(actor()));
    }
  }
}
