package io.dermaflow.scheduler.schedules;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.config.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/** The three schedules: their state is Quartz's, their times are the configuration's, in UTC. */
public final class Schedules {

  private static final String GROUP = "dermaflow";

  private final Scheduler quartz;
  private final Settings settings;
  private final ScheduledWork work;

  public Schedules(Scheduler quartz, Settings settings, ScheduledWork work) {
    this.quartz = quartz;
    this.settings = settings;
    this.work = work;
  }

  /**
   * @param name {@code train}, {@code score} or {@code recommend}
   * @param cron second minute hour day month weekday, UTC
   * @param state {@code NORMAL}, {@code PAUSED}, …
   * @param next next time, or null
   * @param previous last time, or null
   */
  public record Schedule(
      String name, String cron, String state, @Nullable Instant next, @Nullable Instant previous) {}

  /** Brings Quartz in line with the configuration; a paused schedule stays paused. */
  public void install() {
    settings
        .schedules()
        .forEach(
            (name, cron) -> {
              try {
                install(name, quartzCron(cron));
              } catch (SchedulerException e) {
                throw failed(name, e);
              }
            });
  }

  private void install(String name, String cron) throws SchedulerException {
    TriggerKey key = new TriggerKey(name, GROUP);
    Trigger before = quartz.getTrigger(key);
    if (before instanceof CronTrigger known && known.getCronExpression().equals(cron)) {
      return;
    }
    JobDetail job =
        JobBuilder.newJob(ScheduledRunQuartzJob.class)
            .withIdentity(new JobKey(name, GROUP))
            .usingJobData("schedule", name)
            .storeDurably()
            .build();
    quartz.addJob(job, true);
    CronTrigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(key)
            .forJob(job)
            .withSchedule(
                CronScheduleBuilder.cronSchedule(cron)
                    .inTimeZone(TimeZone.getTimeZone("UTC"))
                    // A time missed while nothing ran is done once, not as often as it was missed.
                    .withMisfireHandlingInstructionFireAndProceed())
            .build();
    boolean paused = before != null && quartz.getTriggerState(key) == Trigger.TriggerState.PAUSED;
    if (before == null) {
      quartz.scheduleJob(trigger);
    } else {
      quartz.rescheduleJob(key, trigger);
    }
    if (paused) {
      quartz.pauseTrigger(key);
    }
  }

  /** Quartz wants a question mark where Spring takes a star for both kinds of day. */
  static String quartzCron(String cron) {
    String[] fields = cron.trim().split("\\s+");
    if (fields.length == 6 && fields[5].equals("*")) {
      fields[5] = "?";
    } else if (fields.length == 6 && fields[3].equals("*")) {
      fields[3] = "?";
    }
    return String.join(" ", fields);
  }

  public List<Schedule> list() {
    install();
    List<Schedule> all = new ArrayList<>();
    for (Map.Entry<String, String> entry : settings.schedules().entrySet()) {
      try {
        TriggerKey key = new TriggerKey(entry.getKey(), GROUP);
        Trigger trigger = quartz.getTrigger(key);
        all.add(
            new Schedule(
                entry.getKey(),
                entry.getValue(),
                quartz.getTriggerState(key).name(),
                trigger == null ? null : instant(trigger.getNextFireTime()),
                trigger == null ? null : instant(trigger.getPreviousFireTime())));
      } catch (SchedulerException e) {
        throw failed(entry.getKey(), e);
      }
    }
    return all;
  }

  public void pause(String name) {
    require(name);
    install();
    try {
      quartz.pauseTrigger(new TriggerKey(name, GROUP));
    } catch (SchedulerException e) {
      throw failed(name, e);
    }
  }

  public void resume(String name) {
    require(name);
    install();
    try {
      TriggerKey key = new TriggerKey(name, GROUP);
      if (quartz.getTriggerState(key) == Trigger.TriggerState.PAUSED) {
        // Scheduled anew, so that what was missed meanwhile does not fire at once.
        Trigger old = quartz.getTrigger(key);
        quartz.resumeTrigger(key);
        quartz.rescheduleJob(key, old.getTriggerBuilder().startAt(new Date()).build());
      }
    } catch (SchedulerException e) {
      throw failed(name, e);
    }
  }

  /** Does now what the schedule does; returns a sentence about it. */
  public String runNow(String name) {
    require(name);
    return work.run(name);
  }

  private void require(String name) {
    if (!settings.schedules().containsKey(name)) {
      throw DermaflowException.usage(
          "There is no schedule '" + name + "'",
          "one of " + settings.schedules().keySet(),
          "it is misspelt");
    }
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static DermaflowException failed(String name, SchedulerException e) {
    return DermaflowException.failed(
        "Schedule '" + name + "' cannot be used: " + e.getMessage(),
        "Quartz and its tables",
        "the database is away",
        e);
  }
}
