package io.dermaflow.models.internal.face;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.FaceEngine;
import io.dermaflow.models.WeightsRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The face detectors; there is no single one to be injected. */
@AutoConfiguration
public class FaceAutoConfiguration {

  @Bean
  public FaceDetectors faceDetectors(
      FaceEngine engine, WeightsRegistry registry, ObjectStorage storage) {
    return new FaceDetectors(new CascadeFaceDetector(), engine, registry, storage);
  }
}
