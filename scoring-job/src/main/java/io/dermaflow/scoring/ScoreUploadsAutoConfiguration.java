package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.ModelFiles;
import io.dermaflow.models.PredictorEngine;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The scoring use case. */
@AutoConfiguration
public class ScoreUploadsAutoConfiguration {

  @Bean
  public ModelFiles modelFiles(ObjectStorage storage, ScoringSettings settings) {
    return new ModelFiles(storage, settings.modelCache());
  }

  @Bean
  public ScoreUploads scoreUploads(
      UploadWork work,
      FeatureStore features,
      PictureCodec codec,
      FaceDetectors faces,
      ModelFiles files,
      List<PredictorEngine> engines,
      ScoringSettings settings,
      Clock clock) {
    PredictorEngine engine =
        engines.stream()
            .filter(candidate -> candidate.kind() == settings.engine())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no engine " + settings.engine()));
    return new ScoreUploads(work, features, codec, faces, files, engine, clock);
  }
}
