package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.DermaflowApplication.JobsByName;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.scheduler.runs.RunHistory;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that look at runs, stop them and go on with them. */
@Command(
    name = "runs",
    description = "What ran.",
    subcommands = {
      RunCommands.Listing.class,
      RunCommands.Show.class,
      RunCommands.Stop.class,
      RunCommands.Restart.class
    })
final class RunCommands extends Group {

  @Command(name = "list", description = "The last runs.")
  static final class Listing extends PlatformCommand {
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
          Text.lines(
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
  static final class Show extends PlatformCommand {
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
              + Text.lines(
                  steps,
                  s ->
                      "  %-20s %-10s read %d, written %d, rolled back %d"
                          .formatted(s.step(), s.status(), s.read(), s.written(), s.rolledBack()))
              + (run.message() == null ? "" : "\n" + run.message()));
    }
  }

  @Command(name = "stop", description = "Ask a run to stop at its next safe point.")
  static final class Stop extends PlatformCommand {
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
  static final class Restart extends PlatformCommand {
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
}
