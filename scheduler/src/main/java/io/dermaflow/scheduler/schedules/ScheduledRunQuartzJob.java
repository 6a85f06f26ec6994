package io.dermaflow.scheduler.schedules;

import io.dermaflow.errors.DermaflowException;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Fires a schedule. The lease of the job behind it is what keeps it from running twice at once. */
@DisallowConcurrentExecution
public class ScheduledRunQuartzJob extends QuartzJobBean {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledRunQuartzJob.class);

  private final ScheduledWork work;

  public ScheduledRunQuartzJob(ScheduledWork work) {
    this.work = work;
  }

  @Override
  protected void executeInternal(JobExecutionContext context) throws JobExecutionException {
    String name = context.getMergedJobDataMap().getString("schedule");
    try {
      LOG.info("Schedule {}: {}", name, work.run(name));
    } catch (DermaflowException e) {
      LOG.warn("Schedule {}: {}", name, e.getMessage());
    }
  }
}
