package io.dermaflow.scheduler.cli;

import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.schedules.Schedules;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands for the schedules that {@code serve} runs. */
final class ScheduleCommands {

  private ScheduleCommands() {}

  @Command(
      name = "schedule",
      description = "The schedules that serve runs: train, score, recommend.",
      subcommands = {ListAll.class, Pause.class, Resume.class, Run.class})
  static final class ScheduleGroup extends Group {}

  @Command(name = "list", description = "All schedules with their next time.")
  static final class ListAll extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<Schedules.Schedule> all = platform.get(Schedules.class).list();
      return Answer.ok(
          all,
          all.stream()
              .map(
                  s ->
                      "%-10s %-18s %-8s next %s"
                          .formatted(s.name(), s.cron(), s.state(), orDash(s.next())))
              .collect(Collectors.joining("\n")));
    }
  }

  @Command(name = "pause", description = "Let a schedule rest, also over restarts of serve.")
  static final class Pause extends PlatformCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      platform.get(Schedules.class).pause(name);
      return Answer.ok(Map.of("schedule", name, "paused", true), name + " is paused");
    }
  }

  @Command(
      name = "resume",
      description = "Let a paused schedule go on; times missed meanwhile are not made up for.")
  static final class Resume extends PlatformCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      platform.get(Schedules.class).resume(name);
      return Answer.ok(Map.of("schedule", name, "paused", false), name + " goes on");
    }
  }

  @Command(name = "run", description = "Do now, in this process, what a schedule does.")
  static final class Run extends PlatformCommand {
    @Parameters(paramLabel = "NAME")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      String said = platform.get(Schedules.class).runNow(name);
      return Answer.ok(Map.of("schedule", name, "result", said), said);
    }
  }
}
