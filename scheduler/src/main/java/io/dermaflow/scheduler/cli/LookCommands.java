package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.features.UploadOutcome;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.scheduler.DermaflowApplication.JobsByName;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.platform.DatasetService;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.scheduler.runs.RunHistory;
import io.dermaflow.scoring.UploadWork;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that show what there is, and small switches. */
final class LookCommands {

  private LookCommands() {}

  private static <T> String lines(List<T> items, java.util.function.Function<T, String> line) {
    return items.isEmpty()
        ? "nothing yet"
        : items.stream().map(line).collect(Collectors.joining("\n"));
  }

  @Command(
      name = "dataset",
      description = "Look at datasets.",
      subcommands = {
        DatasetList.class,
        DatasetShow.class,
        DatasetDiff.class,
        DatasetQuarantine.class
      })
  static final class DatasetGroup extends Group {}

  @Command(name = "list", description = "All sealed versions.")
  static final class DatasetList extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<DatasetVersion> all = platform.get(DatasetService.class).list();
      return Answer.ok(
          all, lines(all, v -> "%-24s %6d items %s".formatted(v.id(), v.items(), v.splits())));
    }
  }

  @Command(name = "show", description = "One version.")
  static final class DatasetShow extends PlatformCommand {
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
  static final class DatasetDiff extends PlatformCommand {
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
  static final class DatasetQuarantine extends PlatformCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      List<LedgerItem> items = platform.get(DatasetService.class).quarantine(name);
      return Answer.ok(
          items,
          lines(items, i -> "%-20s %s: %s".formatted(i.reason(), i.key(), orDash(i.evidence()))));
    }
  }

  @Command(
      name = "models",
      description = "The model registry.",
      subcommands = {
        ModelsList.class,
        ModelsShow.class,
        ModelsHistory.class,
        ModelsPromote.class,
        ModelsRollback.class,
        NotYet.Approve.class
      })
  static final class ModelsGroup extends Group {}

  @Command(name = "list", description = "All versions.")
  static final class ModelsList extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      ModelRegistry registry = platform.get(ModelRegistry.class);
      List<ModelVersion> all =
          registry.models().stream().flatMap(m -> registry.list(m).stream()).toList();
      return Answer.ok(
          all,
          lines(
              all,
              v ->
                  "%s %-16s %-14s %s"
                      .formatted(
                          registry
                                  .findChampion(v.model())
                                  .filter(c -> c.version() == v.version())
                                  .isPresent()
                              ? "*"
                              : " ",
                          v.id(),
                          v.verdict(),
                          v.createdAt())));
    }
  }

  private static ModelVersion model(PlatformSession platform, String reference) {
    String[] parts = reference.split("@", 2);
    ModelRegistry registry = platform.get(ModelRegistry.class);
    try {
      return (parts.length == 2
              ? registry.find(parts[0], Integer.parseInt(parts[1]))
              : registry.findChampion(parts[0]))
          .orElseThrow(
              () ->
                  DermaflowException.usage(
                      "There is no model '" + reference + "'",
                      "MODEL@VERSION from 'models list'",
                      "it has no champion yet"));
    } catch (NumberFormatException e) {
      throw DermaflowException.usage(
          "Model '" + reference + "'", "MODEL@VERSION", "the version is a number");
    }
  }

  @Command(name = "show", description = "One version with its metrics and provenance.")
  static final class ModelsShow extends PlatformCommand {
    @Parameters(paramLabel = "MODEL[@V]")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      ModelVersion v = model(platform, name);
      return Answer.ok(v, io.dermaflow.json.Json.writePretty(v));
    }
  }

  @Command(name = "history", description = "Changes of the champion.")
  static final class ModelsHistory extends PlatformCommand {
    @Parameters(paramLabel = "MODEL")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      List<ModelRegistry.AliasChange> all = platform.get(ModelRegistry.class).history(name);
      return Answer.ok(
          all,
          lines(
              all,
              c ->
                  "%s %s@%d after %d by %s: %s"
                      .formatted(
                          c.at(), c.model(), c.version(), c.previous(), c.actor(), c.reason())));
    }
  }

  @Command(name = "promote", description = "Make a version champion.")
  static final class ModelsPromote extends PlatformCommand {
    @Parameters(paramLabel = "MODEL@V")
    String name = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "kept in the history")
    String reason = "";

    @Override
    Answer run(PlatformSession platform) {
      ModelVersion v = model(platform, name);
      platform.get(ModelRegistry.class).promote(v.model(), v.version(), actor(), reason);
      return Answer.ok(Map.of("champion", v.id()), v.id() + " is champion");
    }
  }

  @Command(name = "rollback", description = "Make the champion before this one champion again.")
  static final class ModelsRollback extends PlatformCommand {
    @Parameters(paramLabel = "MODEL")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      ModelRegistry registry = platform.get(ModelRegistry.class);
      int previous =
          registry.history(name).stream()
              .findFirst()
              .map(ModelRegistry.AliasChange::previous)
              .orElse(0);
      if (previous == 0) {
        throw DermaflowException.usage(
            "Model '" + name + "' has no earlier champion",
            "at least two promotions",
            "'models history " + name + "' shows them");
      }
      registry.promote(name, previous, actor(), "rollback");
      return Answer.ok(
          Map.of("champion", name + "@" + previous), name + "@" + previous + " is champion again");
    }
  }

  @Command(
      name = "publications",
      description = "What is and was served.",
      subcommands = {
        PublicationsList.class,
        PublicationsShow.class,
        PublicationsDiff.class,
        PublicationsRollback.class
      })
  static final class PublicationsGroup extends Group {}

  @Command(name = "list", description = "All publications.")
  static final class PublicationsList extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<Publication> all = platform.get(PublicationService.class).list();
      return Answer.ok(
          all,
          lines(
              all,
              p ->
                  "%5d %-9s %6d subjects %s"
                      .formatted(p.id(), p.state(), p.subjects(), p.createdAt())));
    }
  }

  @Command(name = "show", description = "One publication with its checks.")
  static final class PublicationsShow extends PlatformCommand {
    @Parameters(paramLabel = "N")
    long id;

    @Override
    Answer run(PlatformSession platform) {
      Publication p = platform.get(PublicationService.class).require(id);
      return Answer.ok(
          p,
          "%d %s, %d subjects%n".formatted(p.id(), p.state(), p.subjects())
              + lines(
                  p.checks(),
                  c ->
                      "  %-18s %s (%s)"
                          .formatted(c.name(), c.passed() ? "ok" : "FAILED", c.detail())));
    }
  }

  @Command(name = "diff", description = "How many subjects differ between two publications.")
  static final class PublicationsDiff extends PlatformCommand {
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
  static final class PublicationsRollback extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      return Commands.said(platform.get(PublicationService.class).rollback(actor()));
    }
  }

  @Command(
      name = "runs",
      description = "What ran.",
      subcommands = {RunsList.class, RunsShow.class, RunsStop.class, RunsRestart.class})
  static final class RunsGroup extends Group {}

  @Command(name = "list", description = "The last runs.")
  static final class RunsList extends PlatformCommand {
    @Option(
        names = "--limit",
        defaultValue = "20",
        paramLabel = "N",
        description = "how many (default: 20)")
    int limit;

    @Override
    Answer run(PlatformSession platform) {
      List<RunHistory.Run> all = platform.get(RunHistory.class).list(Math.max(1, limit));
      return Answer.ok(
          all,
          lines(
              all,
              r ->
                  "%5d %-20s %-10s %s %s"
                      .formatted(
                          r.execution(),
                          r.job(),
                          r.status(),
                          orDash(r.startedAt()),
                          r.message() == null ? "" : r.message())));
    }
  }

  @Command(name = "show", description = "A run with its steps.")
  static final class RunsShow extends PlatformCommand {
    @Parameters(paramLabel = "RUN")
    long id;

    @Override
    Answer run(PlatformSession platform) {
      RunHistory history = platform.get(RunHistory.class);
      RunHistory.Run run = history.require(id);
      List<RunHistory.StepRun> steps = history.steps(id);
      return Answer.ok(
          Map.of("run", run, "steps", steps),
          "%d %s %s%n".formatted(run.execution(), run.job(), run.status())
              + lines(
                  steps,
                  s ->
                      "  %-20s %-10s read %d, written %d, rolled back %d"
                          .formatted(s.step(), s.status(), s.read(), s.written(), s.rolledBack()))
              + (run.message() == null ? "" : "\n" + run.message()));
    }
  }

  @Command(name = "stop", description = "Ask a run to stop at its next safe point.")
  static final class RunsStop extends PlatformCommand {
    @Parameters(paramLabel = "RUN")
    long id;

    @Override
    Answer run(PlatformSession platform) {
      JobExecution execution = platform.get(JobRepository.class).getJobExecution(id);
      if (execution == null) {
        throw DermaflowException.usage(
            "There is no run " + id, "a number from 'runs list'", "it is of another home");
      }
      try {
        platform.get(JobOperator.class).stop(execution);
      } catch (JobExecutionNotRunningException e) {
        throw DermaflowException.usage(
            "Run " + id + " is " + execution.getStatus(),
            "one that is running",
            "'runs list' shows which are");
      }
      return Answer.ok(
          Map.of("run", id, "stopping", true),
          "Run " + id + " will stop at its next safe point; 'runs restart " + id + "' goes on");
    }
  }

  @Command(name = "restart", description = "Go on with a failed or stopped run.")
  static final class RunsRestart extends PlatformCommand {
    @Parameters(paramLabel = "RUN")
    long id;

    @Override
    Answer run(PlatformSession platform) {
      JobExecution done =
          platform.get(JobRunner.class).restart(id, platform.get(JobsByName.class).jobs());
      return Answer.ok(
          Map.of("run", done.getId(), "status", done.getStatus().name()),
          "Run " + done.getId() + " " + done.getStatus());
    }
  }

  @Command(
      name = "quarantine",
      description = "Uploads without a score.",
      subcommands = {QuarantineList.class, QuarantineRetry.class})
  static final class QuarantineGroup extends Group {}

  @Command(
      name = "list",
      description = "Uploads that abstained or were set aside, with the reason.")
  static final class QuarantineList extends PlatformCommand {
    @Option(
        names = "--limit",
        defaultValue = "100",
        paramLabel = "N",
        description = "how many (default: 100)")
    int limit;

    @Override
    Answer run(PlatformSession platform) {
      List<UploadOutcome> all = platform.get(UploadWork.class).quarantine(Math.max(1, limit));
      return Answer.ok(
          all,
          lines(
              all,
              o ->
                  "%-24s %-10s %-16s %s"
                      .formatted(o.uploadId(), o.outcome(), o.reason(), orDash(o.evidence()))));
    }
  }

  @Command(
      name = "retry",
      description =
          "Let the next run score these again (all that were set aside when none is named).")
  static final class QuarantineRetry extends PlatformCommand {
    @Parameters(arity = "0..*", paramLabel = "UPLOAD")
    List<String> uploads = List.of();

    @Override
    Answer run(PlatformSession platform) {
      int n = platform.get(UploadWork.class).retry(uploads);
      return Answer.ok(
          Map.of("retried", n), n + " uploads will be scored again by the next 'score'");
    }
  }
}
