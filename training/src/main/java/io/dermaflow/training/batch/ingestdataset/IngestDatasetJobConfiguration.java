package io.dermaflow.training.batch.ingestdataset;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetReader;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.IngestDataset;
import io.dermaflow.datasets.IntakeRules;
import io.dermaflow.datasets.SealRules;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.splits.SplitMode;
import io.dermaflow.progress.Progress;
import io.dermaflow.training.IngestDatasetParameters;
import java.util.List;
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

  @Bean
  public Job ingestDatasetJob(JobRepository jobs, Step takeItems, Step sealVersion) {
    return new JobBuilder(JOB, jobs).start(takeItems).next(sealVersion).build();
  }

  @Bean
  @JobScope
  public Step takeItems(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      DatasetLedger ledger,
      IngestDataset ingest,
      Sources sources,
      Progress progress,
      @Value("#{jobParameters['dataset']}") String dataset,
      @Value("#{jobParameters['source']}") String source,
      @Value("#{jobParameters['format'] ?: 'auto'}") String format,
      @Value("#{jobParameters['consent'] ?: 'open'}") String consent,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    SourceItems items =
        new SourceItems(ledger, dataset, sources, new DatasetReader(format), source, progress);
    IntakeRules rules = new IntakeRules(consent.equals(IngestDatasetParameters.CONSENT_REQUIRED));
    return new StepBuilder("takeItems", jobs)
            .<SourceEntry, SourceEntry>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(items)
            .writer(
                chunk ->
                    ingest.take(dataset, run, items.source(), List.copyOf(chunk.getItems()), rules))
            .stream(items)
            .build();
  }

  @Bean
  @JobScope
  public Step sealVersion(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      DatasetLedger ledger,
      DatasetGate gate,
      @Value("#{jobParameters['dataset']}") String dataset,
      @Value("#{jobParameters['source']}") String source,
      @Value("#{jobParameters['consent'] ?: 'open'}") String consent,
      @Value("#{jobParameters['splits'] ?: 'AUTO'}") String splits) {
    SealRules rules =
        new SealRules(IngestDatasetParameters.SPLIT_SEED, SplitMode.valueOf(splits), gate);
    return new StepBuilder("sealVersion", jobs)
        .tasklet(
            (contribution, context) -> {
              if (consent.equals(IngestDatasetParameters.CONSENT_REQUIRED)) {
                ledger.setAsideWithoutConsent(dataset, source);
              }
              DatasetVersion version = ledger.seal(dataset, rules);
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
