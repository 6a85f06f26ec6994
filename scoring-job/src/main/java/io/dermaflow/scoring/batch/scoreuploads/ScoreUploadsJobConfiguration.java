package io.dermaflow.scoring.batch.scoreuploads;

import io.dermaflow.datasets.Sources;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.progress.Progress;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.UploadRef;
import io.dermaflow.scoring.UploadWork;
import org.springframework.batch.core.configuration.annotation.JobScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** {@code scoreUploadsJob}: noteUploads, then scoreUploads in chunks. */
@AutoConfiguration
public class ScoreUploadsJobConfiguration {

  /** Name of the job; persisted, never to be changed. */
  public static final String JOB = "scoreUploadsJob";

  private static final int CHUNK = 32;

  @Bean
  public Job scoreUploadsJob(JobRepository jobs, Step noteUploads, Step scoreUploadsStep) {
    return new JobBuilder(JOB, jobs).start(noteUploads).next(scoreUploadsStep).build();
  }

  @Bean
  @JobScope
  public Step noteUploads(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      ScoreUploads scoring,
      Sources sources,
      @Value("#{jobParameters['source']}") String source) {
    return new StepBuilder("noteUploads", jobs)
        .tasklet(
            (contribution, context) -> {
              try (Sources.Source opened = sources.open(source)) {
                contribution.incrementWriteCount(scoring.intake(opened.storage(), opened.prefix()));
              }
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
      UploadWork work,
      ModelRegistry registry,
      Sources sources,
      Progress progress,
      @Value("#{jobParameters['source']}") String source,
      @Value("#{jobParameters['model']}") String model,
      @Value("#{jobParameters['model_version']}") long version,
      @Value("#{jobParameters['limit']}") long limit,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    ModelVersion wanted =
        registry
            .find(model, (int) version)
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There is no model " + model + "@" + version,
                        "a registered version",
                        "'models list' shows them"));
    PendingUploads pending =
        new PendingUploads(work, scoring, sources, source, wanted, limit, progress);
    return new StepBuilder("scoreUploads", jobs)
            .<UploadRef, UploadRef>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(pending)
            .writer(chunk -> pending.session().score(run, java.util.List.copyOf(chunk.getItems())))
            .stream(pending)
            .build();
  }
}
