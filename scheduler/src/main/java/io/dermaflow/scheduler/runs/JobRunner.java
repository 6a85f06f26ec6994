package io.dermaflow.scheduler.runs;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.lease.Lease;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.lease.Leases;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameter;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/**
 * The only door to the jobs. A job runs once at a time, over all processes, because every start
 * holds a lease; executions that died are marked failed first; and a failed or stopped run with the
 * same parameters is gone on with instead of begun anew.
 */
public final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration LEASE_TIME = Duration.ofSeconds(60);

  /** Tells runs with the same parameters apart. */
  private static final String SEQUENCE = "sequence";

  private static final int REMEMBERED = 50;

  private final JobOperator operator;
  private final JobRepository repository;
  private final Leases leases;

  public JobRunner(JobOperator operator, JobRepository repository, Leases leases) {
    this.operator = operator;
    this.repository = repository;
    this.leases = leases;
  }

  /**
   * Runs a job to its end.
   *
   * @param parameters what makes a different result; strings and longs
   * @return the completed execution
   * @throws DermaflowException when it runs elsewhere, failed, or was stopped
   */
  public JobExecution run(Job job, Map<String, Object> parameters) {
    Lease lease = acquire(job.getName());
    try (Heartbeat ignored = new Heartbeat(lease)) {
      recoverDead(job.getName());
      JobExecution execution = startOrRestart(job, parameters);
      return finished(execution);
    } catch (JobExecutionException e) {
      throw DermaflowException.failed(
          job.getName() + " could not be started: " + e.getMessage(),
          "a job that can be started",
          "'runs list' shows what is in the way",
          e);
    } finally {
      leases.release(lease);
    }
  }

  /** Goes on with a failed or stopped execution. */
  public JobExecution restart(long executionId, Map<String, Job> jobs) {
    JobExecution old = repository.getJobExecution(executionId);
    if (old == null) {
      throw DermaflowException.usage(
          "There is no run " + executionId, "a number from 'runs list'", "it is of another home");
    }
    String name = old.getJobInstance().getJobName();
    Job job = jobs.get(name);
    if (job == null) {
      throw DermaflowException.usage(
          "Run " + executionId + " is of job " + name, "a job of this version", "it was removed");
    }
    Lease lease = acquire(name);
    try (Heartbeat ignored = new Heartbeat(lease)) {
      recoverDead(name);
      JobExecution last = repository.getLastJobExecution(old.getJobInstance());
      if (last == null || !restartable(last.getStatus())) {
        throw DermaflowException.usage(
            "Run " + executionId + " is " + (last == null ? "gone" : last.getStatus()),
            "one that failed or was stopped",
            "start the command again for a new run");
      }
      return finished(operator.restart(last));
    } catch (JobExecutionException e) {
      throw DermaflowException.failed(
          "Run " + executionId + " could not be restarted: " + e.getMessage(),
          "a run that can be restarted",
          "'runs show " + executionId + "' says more",
          e);
    } finally {
      leases.release(lease);
    }
  }

  /** Whether somebody runs a job of this name now, in this process or another. */
  public boolean isRunning(String name) {
    return leases.find("job:" + name).filter(held -> !held.owner().isDeadHere()).isPresent();
  }

  private Lease acquire(String name) {
    return leases
        .tryAcquire("job:" + name, LeaseOwner.thisProcess(), LEASE_TIME)
        .orElseThrow(
            () ->
                DermaflowException.failed(
                    name
                        + " is running already ("
                        + leases.find("job:" + name).map(l -> l.owner().toString()).orElse("?")
                        + ")",
                    "one run at a time",
                    "wait for it, or stop it: 'runs list' and 'runs stop'"));
  }

  /** We hold the lease, so whatever the metadata call running has died. */
  private void recoverDead(String name) {
    for (JobExecution dead : repository.findRunningJobExecutions(name)) {
      LOG.warn("Run {} of {} died with its process; it is marked failed", dead.getId(), name);
      operator.recover(dead);
    }
  }

  private JobExecution startOrRestart(Job job, Map<String, Object> parameters)
      throws JobExecutionException {
    long sequence = 1;
    for (JobInstance instance : repository.getJobInstances(job.getName(), 0, REMEMBERED)) {
      JobExecution last = repository.getLastJobExecution(instance);
      if (last == null || !natural(last.getJobParameters()).equals(parameters)) {
        continue;
      }
      if (restartable(last.getStatus())) {
        return operator.restart(last);
      }
      Long before = last.getJobParameters().getLong(SEQUENCE);
      sequence = Math.max(sequence, before == null ? 1 : before + 1);
    }
    JobParametersBuilder builder = new JobParametersBuilder();
    parameters.forEach(
        (key, value) -> {
          if (value instanceof Long number) {
            builder.addLong(key, number);
          } else {
            builder.addString(key, (String) value);
          }
        });
    builder.addLong(SEQUENCE, sequence);
    return operator.start(job, builder.toJobParameters());
  }

  private static boolean restartable(BatchStatus status) {
    return status == BatchStatus.FAILED || status == BatchStatus.STOPPED;
  }

  private static Map<String, Object> natural(JobParameters parameters) {
    Map<String, Object> natural = new HashMap<>();
    for (JobParameter<?> parameter : parameters) {
      if (!parameter.name().equals(SEQUENCE)) {
        natural.put(parameter.name(), parameter.value());
      }
    }
    return natural;
  }

  private static JobExecution finished(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return execution;
    }
    String run = "run " + execution.getId() + " of " + execution.getJobInstance().getJobName();
    if (execution.getStatus() == BatchStatus.STOPPED) {
      throw DermaflowException.failed(
          "The " + run + " was stopped",
          "a run to its end",
          "'runs restart " + execution.getId() + "' goes on where it stopped");
    }
    List<Throwable> failures = execution.getAllFailureExceptions();
    Optional<DermaflowException> told =
        failures.stream()
            .flatMap(f -> causes(f).stream())
            .filter(DermaflowException.class::isInstance)
            .map(DermaflowException.class::cast)
            .findFirst();
    if (told.isPresent()) {
      throw told.get();
    }
    Throwable first =
        failures.isEmpty() ? new IllegalStateException("no cause was recorded") : failures.get(0);
    List<Throwable> chain = causes(first);
    throw DermaflowException.failed(
        "The " + run + " failed: " + chain.get(chain.size() - 1),
        "a run to its end",
        "the same command, or 'runs restart " + execution.getId() + "', goes on where it failed",
        first);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> chain = new java.util.ArrayList<>();
    for (Throwable t = failure; t != null && chain.size() < 20; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  /** Renews the lease while the job runs. */
  private final class Heartbeat implements AutoCloseable {

    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease-heartbeat");
              thread.setDaemon(true);
              return thread;
            });

    Heartbeat(Lease lease) {
      long every = LEASE_TIME.toMillis() / 4;
      var unused =
          timer.scheduleAtFixedRate(() -> beat(lease), every, every, TimeUnit.MILLISECONDS);
    }

    private void beat(Lease lease) {
      try {
        if (leases.renew(lease, LEASE_TIME).isEmpty()) {
          LOG.error("The lease {} was taken over; this run must end", lease.name());
          for (JobExecution running :
              repository.findRunningJobExecutions(lease.name().substring("job:".length()))) {
            operator.stop(running);
          }
        }
      } catch (RuntimeException | JobExecutionException e) {
        LOG.warn("The lease {} could not be renewed: {}", lease.name(), e.getMessage());
      }
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }
}
