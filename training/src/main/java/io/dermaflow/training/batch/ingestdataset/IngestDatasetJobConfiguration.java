package io.dermaflow.training.batch.ingestdataset;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetReader;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.IngestDataset;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources;
import io.dermaflow.progress.Progress;
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

/** {@code ingestDatasetJob}: takeItems in chunks, then sealVersion. */
@AutoConfiguration
public class IngestDatasetJobConfiguration {

  /** Name of the job; persisted, never to be changed. */
  public static final String JOB = "ingestDatasetJob";

  private static final int CHUNK = 64;

  /** Decides the splits of all datasets; part of what a version means. */
  private static final long SPLIT_SEED = 20260101;

  @Bean
  public Job ingestDatasetJob(JobRepository jobs, Step takeItems, Step sealVersion) {
    return new JobBuilder(JOB, jobs).start(takeItems).next(sealVersion).build();
  }

  @Bean
  @JobScope
  public Step takeItems(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      IngestDataset ingest,
      Sources sources,
      Progress progress,
      @Value("#{jobParameters['dataset']}") String dataset,
      @Value("#{jobParameters['source']}") String source,
      @Value("#{jobParameters['format'] ?: 'auto'}") String format,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    SourceItems items = new SourceItems(sources, new DatasetReader(format), source, progress);
    return new StepBuilder("takeItems", jobs)
            .<SourceEntry, SourceEntry>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(items)
            .writer(
                chunk ->
                    ingest.take(
                        dataset, run, items.source(), java.util.List.copyOf(chunk.getItems())))
            .stream(items)
            .build();
  }

  @Bean
  @JobScope
  public Step sealVersion(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      DatasetLedger ledger,
      @Value("#{jobParameters['dataset']}") String dataset) {
    return new StepBuilder("sealVersion", jobs)
        .tasklet(
            (contribution, context) -> {
              DatasetVersion version = ledger.seal(dataset, SPLIT_SEED);
              context
                  .getStepContext()
                  .getStepExecution()
                  .getJobExecution()
                  .getExecutionContext()
                  .putInt("version", version.version());
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }
}
