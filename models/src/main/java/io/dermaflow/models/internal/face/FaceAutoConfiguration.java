package io.dermaflow.models.internal.face;

import io.dermaflow.models.FaceDetector;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The face detector. */
@AutoConfiguration
public class FaceAutoConfiguration {

  @Bean
  public FaceDetector faceDetector() {
    return new CascadeFaceDetector();
  }
}
