package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.ModelFiles;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.skin.FaceAnalyzer;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The scoring use case. */
@AutoConfiguration
public class ScoreUploadsAutoConfiguration {

  /** Wait for storage most of the time; each holds a picture of up to 20 MiB several times over. */
  private static final int INTAKE_THREADS = 4;

  @Bean
  public ModelFiles modelFiles(ObjectStorage storage, ScoringSettings settings) {
    return new ModelFiles(storage, settings.modelCache());
  }

  @Bean
  public Scorers scorers(
      PictureCodec codec,
      FaceDetectors faces,
      FaceAnalyzer analyzer,
      ModelFiles files,
      List<PredictorEngine> engines,
      ScoringSettings settings,
      Clock clock) {
    PredictorEngine engine =
        engines.stream()
            .filter(candidate -> candidate.kind() == settings.engine())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no engine " + settings.engine()));
    return new Scorers(codec, faces, analyzer, files, engine, settings, clock);
  }

  @Bean
  public ScoreUploads scoreUploads(
      Uploads uploads,
      Shards shards,
      Outcomes outcomes,
      IntakeLog log,
      ErasedUploads erased,
      FeatureStore features,
      Scorers scorers,
      ScoringSettings settings,
      Clock clock) {
    return new ScoreUploads(
        uploads, shards, outcomes, log, erased, features, scorers, settings, clock);
  }

  @Bean(destroyMethod = "close")
  public ScoreNow scoreNow(
      Uploads uploads,
      Outcomes outcomes,
      IntakeLog log,
      ErasedUploads erased,
      FeatureStore features,
      Scorers scorers,
      Clock clock,
      PlatformTransactionManager transactions) {
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    return new ScoreNow(
        uploads,
        outcomes,
        log,
        erased,
        features,
        scorers,
        clock,
        work -> transaction.executeWithoutResult(status -> work.run()));
  }

  @Bean
  public EraseUploads eraseUploads(ObjectStorage storage, IntakeLog log, ErasedUploads erased) {
    return new EraseUploads(storage, log, erased);
  }

  @Bean
  public Intake intake(ObjectStorage storage, IntakeLog log, Clock clock) {
    return new Intake(storage, log, INTAKE_THREADS, clock);
  }
}
