package io.dermaflow.recommend.batch.ingestcatalogue;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.Catalogue.RefusedRow;
import io.dermaflow.recommend.CatalogueSource;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.importing.CatalogueFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.ranking.Knowledge;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code ingestCatalogueJob}: readProducts in chunks, then sealCatalogue. */
@AutoConfiguration
public class IngestCatalogueJobConfiguration {

  /** Name of the job; persisted, never to be changed. */
  public static final String JOB = "ingestCatalogueJob";

  private static final int CHUNK = 50;

  @Bean
  public Job ingestCatalogueJob(JobRepository jobs, Step readProducts, Step sealCatalogue) {
    return new JobBuilder(JOB, jobs).start(readProducts).next(sealCatalogue).build();
  }

  @Bean
  @JobScope
  public Step readProducts(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Catalogue catalogue,
      Knowledge knowledge,
      Rates rates,
      @Value("#{jobParameters['file']}") String file,
      @Value("#{jobParameters['digest']}") String digest,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    CatalogueRows rows =
        new CatalogueRows(Path.of(file), digest, new InciReader(knowledge.ingredients()), rates);
    return new StepBuilder("readProducts", jobs)
            .<CatalogueFile.Row, CatalogueFile.Row>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(rows)
            .writer(
                chunk ->
                    add(catalogue, catalogue.begin(run, digest, rows.source()), chunk.getItems()))
            .stream(rows)
            .build();
  }

  private static void add(
      Catalogue catalogue, int version, List<? extends CatalogueFile.Row> chunk) {
    List<Product> products = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    for (CatalogueFile.Row row : chunk) {
      if (row.product() != null) {
        products.add(row.product());
      } else {
        refused.add(new RefusedRow(row.line(), row.reason()));
      }
    }
    catalogue.add(version, products, refused);
  }

  @Bean
  @JobScope
  public Step sealCatalogue(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Catalogue catalogue,
      @Value("#{jobParameters['digest']}") String digest,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    return new StepBuilder("sealCatalogue", jobs)
        .tasklet(
            (contribution, context) -> {
              // An empty file has come to no chunk, and so to no version.
              catalogue.seal(catalogue.begin(run, digest, CatalogueSource.UNKNOWN));
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }
}
