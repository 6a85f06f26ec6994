package io.dermaflow.scheduler.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.DermaflowApplication;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.TestPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Batch's own check whether a job runs is not atomic; ours is. */
class SimultaneousStartsTest {

  private static final int STARTS = 200;
  private static final int RESTARTS = 50;

  @TempDir static Path home;

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger together = new AtomicInteger();
  private final AtomicReference<CountDownLatch> refused = new AtomicReference<>();

  /** A job that ends when the other start was refused, so that the two do meet. */
  private Job job(PlatformSession platform) {
    JobRepository repository = platform.get(JobRepository.class);
    return new JobBuilder("meetingJob", repository)
        .start(
            new StepBuilder("meet", repository)
                .tasklet(
                    (contribution, context) -> {
                      if (running.incrementAndGet() > 1) {
                        together.incrementAndGet();
                      }
                      boolean met = refused.get().await(30, TimeUnit.SECONDS);
                      running.decrementAndGet();
                      assertThat(met).isTrue();
                      return RepeatStatus.FINISHED;
                    },
                    platform.get(PlatformTransactionManager.class))
                .build())
        .build();
  }

  @Test
  void oneRunsAndTheOtherIsToldWho() throws Exception {
    try (PlatformSession platform = open()) {
      Outcome starts = race(platform, job(platform), Map.of("source", "x"), STARTS);
      assertThat(together).hasValue(0);
      assertThat(starts.ended).isEqualTo(STARTS);
      assertThat(starts.told).hasSize(STARTS);
      assertThat(starts.told)
          .allSatisfy(message -> assertThat(message).contains(LeaseOwner.thisProcess().toString()));
      assertThat(platform.get(JobRepository.class).getJobInstanceCount("meetingJob"))
          .isEqualTo(STARTS);
    }
  }

  @Test
  void restartsOfAFailedRunNeverOverlap() throws Exception {
    try (PlatformSession platform = open()) {
      Job job = platform.get(DermaflowApplication.JobsByName.class).jobs().get("scoreUploadsJob");
      Map<String, Object> parameters =
          Map.of("source", home.toString(), "model", "nobody", "model_version", 1L);
      Outcome restarts = race(platform, job, parameters, RESTARTS);
      assertThat(restarts.ended + restarts.told.size()).isEqualTo(2 * RESTARTS);
      assertThat(platform.get(JobRepository.class).getJobInstanceCount("scoreUploadsJob"))
          .isEqualTo(1);
      var counts =
          platform
              .get(JdbcClient.class)
              .sql(
                  """
                  select count(*) as executions,
                         count(*) filter (where exists (
                           select from batch.batch_job_execution o
                            where o.job_execution_id <> e.job_execution_id
                              and o.start_time < e.end_time and e.start_time < o.end_time))
                           as overlapping
                    from batch.batch_job_execution e
                  """)
              .query()
              .singleRow();
      assertThat(counts)
          .containsEntry("executions", (long) restarts.ended)
          .containsEntry("overlapping", 0L);
    }
  }

  private record Outcome(int ended, List<String> told) {}

  private Outcome race(
      PlatformSession platform, Job job, Map<String, Object> parameters, int rounds)
      throws Exception {
    JobRunner runner = platform.get(JobRunner.class);
    ExecutorService two = Executors.newFixedThreadPool(2);
    int ended = 0;
    List<String> told = new ArrayList<>();
    try {
      for (int round = 0; round < rounds; round++) {
        refused.set(new CountDownLatch(1));
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Future<JobExecution>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          both.add(
              two.submit(
                  () -> {
                    barrier.await();
                    try {
                      return runner.run(job, parameters);
                    } finally {
                      refused.get().countDown();
                    }
                  }));
        }
        for (Future<JobExecution> one : both) {
          try {
            one.get();
            ended++;
          } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(DermaflowException.class);
            String message = String.valueOf(e.getCause().getMessage());
            if (message.contains("is running already")) {
              told.add(message);
            } else {
              assertThat(message).contains("There is no model nobody@1");
              ended++;
            }
          }
        }
      }
    } finally {
      two.shutdownNow();
    }
    return new Outcome(ended, told);
  }

  private static PlatformSession open() {
    return PlatformSession.open(home, TestPlatform.environment(0, Map.of()), Progress.NONE);
  }
}
