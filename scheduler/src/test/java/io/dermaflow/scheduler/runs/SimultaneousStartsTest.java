package io.dermaflow.scheduler.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.testing.TestServices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.batch.core.configuration.DuplicateJobException;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Batch's own check whether a job runs is not atomic; ours is. */
class SimultaneousStartsTest {

  private static final int ROUNDS = 200;

  @TempDir static Path home;

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger together = new AtomicInteger();
  private final AtomicReference<CountDownLatch> refused = new AtomicReference<>();

  private Job job(PlatformSession platform, String name, boolean fails) {
    JobRepository repository = platform.get(JobRepository.class);
    Job job =
        new JobBuilder(name, repository)
            .start(
                new StepBuilder(name + "Step", repository)
                    .tasklet(
                        (contribution, context) -> {
                          if (running.incrementAndGet() > 1) {
                            together.incrementAndGet();
                          }
                          // Until the other one has been told, so that the two do meet.
                          refused.get().await(30, TimeUnit.SECONDS);
                          running.decrementAndGet();
                          if (fails) {
                            throw new IllegalStateException("to be restarted");
                          }
                          return RepeatStatus.FINISHED;
                        },
                        platform.get(PlatformTransactionManager.class))
                    .build())
            .build();
    try {
      platform.get(JobRegistry.class).register(job); // where restarts look for it
    } catch (DuplicateJobException e) {
      throw new IllegalStateException(e);
    }
    return job;
  }

  @Test
  void oneRunsAndTheOtherIsToldWho() throws Exception {
    try (PlatformSession platform = open()) {
      // A failed run is gone on with: starts in one half of the rounds, restarts in the other.
      Outcome starts = race(platform, job(platform, "startedJob", false), ROUNDS / 2);
      Outcome restarts = race(platform, job(platform, "restartedJob", true), ROUNDS / 2);
      assertThat(together).hasValue(0);
      assertThat(starts.ran).isEqualTo(ROUNDS / 2);
      assertThat(restarts.ran).isZero();
      assertThat(starts.told).hasSize(ROUNDS / 2);
      assertThat(restarts.told).hasSize(ROUNDS / 2);
      assertThat(starts.told)
          .allSatisfy(message -> assertThat(message).contains(LeaseOwner.thisProcess().toString()));
      JobRepository repository = platform.get(JobRepository.class);
      assertThat(repository.getJobInstanceCount("startedJob")).isEqualTo(ROUNDS / 2);
      assertThat(repository.getJobInstanceCount("restartedJob")).isEqualTo(1);
    }
  }

  private record Outcome(int ran, List<String> told) {}

  private Outcome race(PlatformSession platform, Job job, int rounds) throws Exception {
    JobRunner runner = platform.get(JobRunner.class);
    ExecutorService two = Executors.newFixedThreadPool(2);
    int ran = 0;
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
                      return runner.run(job, Map.of("source", "x"));
                    } finally {
                      refused.get().countDown();
                    }
                  }));
        }
        for (Future<JobExecution> one : both) {
          try {
            one.get();
            ran++;
          } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(DermaflowException.class);
            String message = String.valueOf(e.getCause().getMessage());
            if (message.contains("is running already")) {
              told.add(message);
            } else {
              assertThat(message).contains("to be restarted");
            }
          }
        }
      }
    } finally {
      two.shutdownNow();
    }
    return new Outcome(ran, told);
  }

  private static PlatformSession open() {
    var bucket = TestServices.newBucket();
    System.setProperty("aws.accessKeyId", Objects.requireNonNull(bucket.credentials()).accessKey());
    System.setProperty("aws.secretAccessKey", bucket.credentials().secretKey());
    return PlatformSession.open(
        home,
        Map.of(
            "DERMAFLOW_DATABASE_URL", TestServices.newDatabase(),
            "DERMAFLOW_S3_ENDPOINT", Objects.requireNonNull(bucket.endpoint()).toString(),
            "DERMAFLOW_S3_BUCKET", bucket.bucket()),
        Progress.NONE);
  }
}
