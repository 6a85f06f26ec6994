package io.dermaflow.scheduler.serving;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.UploadSigner;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publications;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.Recommenders;
import io.dermaflow.recommend.interactions.InteractionIntake;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scoring.EraseUploads;
import io.dermaflow.scoring.ErasedUploads;
import io.dermaflow.scoring.Intake;
import io.dermaflow.scoring.IntakeLog;
import io.dermaflow.scoring.ScoreNow;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What serving apps ask of the platform, wired. */
@Configuration(proxyBeanMethods = false)
class ServingConfiguration {

  @Bean
  SchemaMigration servingSchema() {
    return ServingSchema.MIGRATION;
  }

  @Bean
  UploadRows uploadRows(JdbcClient jdbc) {
    return new UploadRows(jdbc);
  }

  @Bean
  AnalysisRows analysisRows(JdbcClient jdbc) {
    return new AnalysisRows(jdbc);
  }

  @Bean
  JdbcSavedLooks savedLooks(JdbcClient jdbc, Clock clock) {
    return new JdbcSavedLooks(jdbc, clock);
  }

  @Bean
  LiveRecommendations liveRecommendations(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      FeatureReader reader,
      Choices choices,
      Clock clock) {
    return new JdbcLiveRecommendations(
        jdbc, new TransactionTemplate(transactions), reader, choices, clock);
  }

  @Bean
  RecommendNow recommendNow(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      FeatureReader reader,
      Recommenders recommenders,
      LiveRecommendations live,
      Clock clock) {
    return new RecommendNow(
        jdbc, new TransactionTemplate(transactions), reader, recommenders, live, clock);
  }

  @Bean
  SignedUploadDesk uploadDesk(
      UploadRows rows,
      ObjectStorage ours,
      UploadSigner signer,
      IntakeLog log,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new SignedUploadDesk(
        rows, ours, signer, log, new TransactionTemplate(transactions), clock);
  }

  @Bean
  Analyses analyses(
      Intake intake,
      ScoreNow scoreNow,
      ObjectStorage ours,
      ScoringService scoring,
      ModelRegistry registry,
      Settings settings,
      SignedUploadDesk desk,
      AnalysisRows rows,
      JdbcSavedLooks looks,
      RecommendNow recommend,
      ErasedUploads erased,
      PlatformTransactionManager transactions) {
    AnalysisWriter writer =
        new AnalysisWriter(rows, looks, recommend, erased, new TransactionTemplate(transactions));
    return new ScoredAnalyses(
        intake,
        scoreNow,
        ours,
        scoring.ownUploads(),
        () -> champion(registry, settings.model()),
        desk,
        rows,
        writer,
        recommend);
  }

  private static ModelVersion champion(ModelRegistry registry, String model) {
    return registry
        .findChampion(model)
        .orElseThrow(
            () ->
                DermaflowException.failed(
                    "Model '" + model + "' has no champion",
                    "a model version that passed its gate",
                    "'train " + model + " --dataset NAME' makes one"));
  }

  @Bean
  FeedbackDesk feedbackDesk(
      InteractionIntake intake,
      FeatureReader reader,
      RecommendNow recommend,
      AnalysisRows analyses,
      JdbcSavedLooks looks,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new StoredFeedbackDesk(
        intake, reader, recommend, analyses, looks, new TransactionTemplate(transactions), clock);
  }

  @Bean
  @ConditionalOnWebApplication
  WarmUp warmUp(Analyses analyses) {
    return new WarmUp(analyses);
  }

  @Bean
  Erasure erasure(
      EraseUploads uploads,
      FeatureStore features,
      Publications publications,
      Choices choices,
      Interactions interactions,
      UploadRows rows,
      AnalysisRows analyses,
      JdbcSavedLooks looks,
      LiveRecommendations live,
      RecommendNow recommend,
      PlatformTransactionManager transactions) {
    return new WholeErasure(
        new WholeErasure.Rooms(uploads, features, publications, choices, interactions),
        rows,
        analyses,
        looks,
        live,
        recommend,
        new TransactionTemplate(transactions));
  }
}
