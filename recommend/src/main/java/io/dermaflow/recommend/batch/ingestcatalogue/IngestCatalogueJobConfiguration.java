package io.dermaflow.recommend.batch.ingestcatalogue;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.Catalogue.RefusedRow;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.ProductRows;
import io.dermaflow.recommend.ProductRows.RowException;
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
      @Value("#{jobParameters['file']}") String file,
      @Value("#{jobParameters['digest']}") String digest,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    CatalogueLines lines = new CatalogueLines(Path.of(file), digest);
    return new StepBuilder("readProducts", jobs)
            .<CatalogueLines.Line, CatalogueLines.Line>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(lines)
            .writer(chunk -> add(catalogue, catalogue.begin(run, digest), lines, chunk.getItems()))
            .stream(lines)
            .build();
  }

  private static void add(
      Catalogue catalogue,
      int version,
      CatalogueLines lines,
      List<? extends CatalogueLines.Line> chunk) {
    ProductRows rows = lines.rows();
    List<Product> products = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    for (CatalogueLines.Line line : chunk) {
      try {
        products.add(rows.parse(line.text()));
      } catch (RowException e) {
        refused.add(new RefusedRow(line.number(), String.valueOf(e.getMessage())));
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
              catalogue.seal(catalogue.begin(run, digest));
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }
}
