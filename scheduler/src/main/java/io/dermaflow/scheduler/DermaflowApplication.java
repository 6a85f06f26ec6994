package io.dermaflow.scheduler;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dermaflow.database.Migrator;
import io.dermaflow.database.SchemaMigration;
import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.IngestDataset;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publications;
import io.dermaflow.lease.Leases;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.TrackingRelay;
import io.dermaflow.models.WeightsLibrary;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.CatalogueService;
import io.dermaflow.scheduler.platform.DatasetFiles;
import io.dermaflow.scheduler.platform.DatasetService;
import io.dermaflow.scheduler.platform.DemoService;
import io.dermaflow.scheduler.platform.HomeViews;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scheduler.platform.TrainingService;
import io.dermaflow.scheduler.runs.FrameworkSchemas;
import io.dermaflow.scheduler.runs.JobRunner;
import io.dermaflow.scheduler.runs.RunHistory;
import io.dermaflow.scoring.Outcomes;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.Shards;
import io.dermaflow.scoring.Uploads;
import io.dermaflow.training.TrainModel;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The application: the rooms wire themselves, what composes them is wired here. */
@SpringBootApplication(proxyBeanMethods = false)
public class DermaflowApplication {

  /** A database that is away is told soon, also to somebody who waits for a page. */
  private static final long CONNECTION_MILLIS = 10_000;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The one database; all schemas are brought up to date before anybody gets it. */
  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(DatabaseAddress address, ObjectProvider<SchemaMigration> schemas) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    if (address.username() != null) {
      config.setUsername(address.username());
    }
    if (address.password() != null) {
      config.setPassword(address.password());
    }
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_MILLIS);
    config.setPoolName("dermaflow");
    config.setConnectionInitSql("set time zone 'UTC'");
    HikariDataSource dataSource = new HikariDataSource(config);
    new Migrator(dataSource).migrate(schemas.stream().toList());
    return dataSource;
  }

  @Bean
  SchemaMigration batchSchema() {
    return FrameworkSchemas.BATCH;
  }

  @Bean
  SchemaMigration quartzSchema() {
    return FrameworkSchemas.QUARTZ;
  }

  @Bean
  JobRunner jobRunner(JobOperator operator, JobRepository repository, Leases leases) {
    return new JobRunner(operator, repository, leases);
  }

  @Bean
  RunHistory runHistory(JdbcClient jdbc) {
    return new RunHistory(jdbc);
  }

  @Bean
  JobsByName jobsByName(List<Job> jobs) {
    Map<String, Job> byName = new HashMap<>();
    jobs.forEach(job -> byName.put(job.getName(), job));
    return new JobsByName(byName);
  }

  /** All jobs by their name. */
  public record JobsByName(Map<String, Job> jobs) {
    public Job get(String name) {
      Job job = jobs.get(name);
      if (job == null) {
        throw new IllegalStateException("no job " + name);
      }
      return job;
    }
  }

  @Bean
  DatasetService datasetService(
      JobRunner runner,
      JobsByName jobs,
      DatasetLedger ledger,
      IngestDataset ingest,
      Sources sources,
      DatasetGate gate) {
    return new DatasetService(runner, jobs.get("ingestDatasetJob"), ledger, ingest, sources, gate);
  }

  @Bean
  DatasetFiles datasetFiles(
      DatasetLedger ledger,
      ObjectStorage storage,
      ModelRegistry registry,
      Settings settings,
      Progress progress) {
    // Only the embedded endpoint keeps objects as files that a page can refer to.
    boolean embedded = settings.s3Endpoint() == null && !settings.s3Aws();
    return new DatasetFiles(
        ledger,
        storage,
        registry,
        settings.home().resolve("reports"),
        embedded ? "../s3/" + settings.s3Bucket() + "/" : null,
        progress);
  }

  @Bean
  TrainingService trainingService(
      JobRunner runner,
      JobsByName jobs,
      DatasetLedger ledger,
      TrainModel training,
      TrackingRelay relay,
      ModelRegistry registry,
      WeightsLibrary weights,
      FaceDetectors faces,
      Clock clock) {
    return new TrainingService(
        runner,
        jobs.get("trainModelJob"),
        ledger,
        training,
        relay,
        registry,
        weights,
        faces,
        clock);
  }

  @Bean
  ScoringService scoringService(
      JobRunner runner,
      JobsByName jobs,
      ModelRegistry registry,
      ScoreUploads scoring,
      Uploads uploads,
      Shards shards,
      Outcomes outcomes,
      Sources sources,
      PlatformTransactionManager transactions,
      Progress progress,
      Settings settings,
      Clock clock) {
    return new ScoringService(
        runner,
        jobs.get("scoreUploadsJob"),
        registry,
        scoring,
        uploads,
        shards,
        outcomes,
        sources,
        new TransactionTemplate(transactions),
        progress,
        settings,
        clock);
  }

  @Bean
  CatalogueService catalogueService(JobRunner runner, JobsByName jobs, Catalogue catalogue) {
    return new CatalogueService(runner, jobs.get("ingestCatalogueJob"), catalogue);
  }

  @Bean
  PublicationService publicationService(
      JobRunner runner, JobsByName jobs, Publications publications, FeatureReader reader) {
    return new PublicationService(runner, jobs.get("recommendJob"), publications, reader);
  }

  @Bean
  HomeViews homeViews(
      RunHistory history,
      ModelRegistry registry,
      FeatureReader reader,
      Publications publications,
      Uploads uploads,
      JdbcClient jdbc,
      Settings settings) {
    return new HomeViews(history, registry, reader, publications, uploads, jdbc, settings);
  }

  @Bean
  DemoService demoService(
      Settings settings,
      ObjectStorage storage,
      PictureCodec codec,
      DatasetService datasets,
      TrainingService training,
      ScoringService scoring,
      CatalogueService catalogue,
      PublicationService publications,
      HomeViews views,
      JdbcClient jdbc,
      io.dermaflow.progress.Progress progress) {
    return new DemoService(
        settings,
        storage,
        codec,
        datasets,
        training,
        scoring,
        catalogue,
        publications,
        views,
        jdbc,
        progress);
  }

  /** The data source is needed by its type in several places of the framework. */
  @Bean
  JdbcClient jdbcClient(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }
}
