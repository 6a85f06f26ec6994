package io.dermaflow.scoring.batch.scoreuploads;

import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.progress.Progress;
import io.dermaflow.scoring.Intake;
import io.dermaflow.scoring.NoteUploadEvents;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.ScoredBlock;
import io.dermaflow.scoring.Shards;
import io.dermaflow.scoring.UploadEvents;
import io.dermaflow.scoring.Uploads;
import java.net.URI;
import java.time.Clock;
import org.springframework.batch.core.configuration.annotation.JobScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/** {@code scoreUploadsJob}: note uploads, plan what is missing, score it. */
@AutoConfiguration
public class ScoreUploadsJobConfiguration {

  /** Name of the job; persisted, never to be changed. */
  public static final String JOB = "scoreUploadsJob";

  /** Uploads a shard: some seconds of work. */
  private static final int SHARD = 256;

  /** Of steps whose parts can be repeated one by one. */
  private static final DefaultTransactionAttribute EACH_BY_ITSELF =
      new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

  @Bean
  public Job scoreUploadsJob(
      JobRepository jobs,
      Step takeInUploads,
      Step noteUploads,
      Step planUploads,
      Step scoreUploadsStep,
      Step finishRun) {
    return new JobBuilder(JOB, jobs)
        .start(takeInUploads)
        .next(noteUploads)
        .next(planUploads)
        .next(scoreUploadsStep)
        .next(finishRun)
        .build();
  }

  /** What lies in {@code incoming/} of our own bucket; other sources are never written. */
  @Bean
  @JobScope
  public Step takeInUploads(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Intake intake,
      StorageSettings ours,
      @Value("#{jobParameters['source']}") String source) {
    return new StepBuilder("takeInUploads", jobs)
        .tasklet(
            (contribution, context) -> {
              if (source.equals("s3://" + ours.bucket() + "/uploads")) {
                contribution.incrementWriteCount(intake.run().accepted());
              }
              return RepeatStatus.FINISHED;
            },
            transactions)
        .transactionAttribute(EACH_BY_ITSELF)
        .build();
  }

  /** Each page is a statement, and so a transaction, of its own: repeating it changes nothing. */
  @Bean
  @JobScope
  public Step noteUploads(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      ScoreUploads scoring,
      Uploads uploads,
      Sources sources,
      ObjectProvider<UploadEvents> events,
      Progress progress,
      Clock clock,
      @Value("#{jobParameters['source']}") String source,
      @Value("#{jobParameters['intake']}") String intake) {
    return new StepBuilder("noteUploads", jobs)
        .tasklet(
            (contribution, context) -> {
              try (Sources.Source opened = sources.open(source)) {
                contribution.incrementWriteCount(
                    "events".equals(intake)
                        ? told(events, opened, source, uploads, clock)
                        : scoring
                            .intake(
                                opened.storage(),
                                opened.prefix(),
                                source,
                                false,
                                n -> progress.report("list", n, 0))
                            .changed());
              }
              return RepeatStatus.FINISHED;
            },
            transactions)
        .transactionAttribute(EACH_BY_ITSELF)
        .build();
  }

  private static long told(
      ObjectProvider<UploadEvents> events,
      Sources.Source opened,
      String source,
      Uploads uploads,
      Clock clock) {
    UploadEvents queue = events.getIfAvailable();
    if (queue == null) {
      throw DermaflowException.usage(
          "No queue of upload events is set",
          "scoring.events.queue-url",
          "leave --events out to list the uploads");
    }
    String bucket = URI.create(source.replace(" ", "%20")).getAuthority();
    return new NoteUploadEvents(queue, opened.storage(), bucket, opened.prefix(), clock)
        .untilEmpty(found -> uploads.note(source, found))
        .added();
  }

  @Bean
  @JobScope
  public Step planUploads(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Shards shards,
      ModelRegistry registry,
      Clock clock,
      @Value("#{jobExecution}") JobExecution execution) {
    JobRun job = JobRun.of(execution, registry);
    return new StepBuilder("planUploads", jobs)
        .tasklet(
            (contribution, context) -> {
              shards.plan(job.run(), clock.instant().minus(job.patience()), job.limit(), SHARD);
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  @Bean
  @JobScope
  public Step scoreUploadsStep(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      ScoreUploads scoring,
      ModelRegistry registry,
      Sources sources,
      Progress progress,
      @Value("#{jobExecution}") JobExecution execution) {
    JobRun job = JobRun.of(execution, registry);
    ScoredBlocks blocks = new ScoredBlocks(scoring, sources, job.run(), job.model(), progress);
    return new StepBuilder("scoreUploads", jobs)
            .<ScoredBlock, ScoredBlock>chunk(1) // a block is a chunk already
            .transactionManager(transactions)
            .reader(blocks)
            .writer(chunk -> chunk.getItems().forEach(blocks.session()::write))
            .stream(blocks)
            .build();
  }

  @Bean
  @JobScope
  public Step finishRun(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Shards shards,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    return new StepBuilder("finishRun", jobs)
        .tasklet(
            (contribution, context) -> {
              shards.finishRun(run);
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }
}
