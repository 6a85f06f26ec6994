package io.dermaflow.models.internal.weights;

import io.dermaflow.models.WeightsReader;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Pretrained weights of other tools. */
@AutoConfiguration
public class WeightsAutoConfiguration {

  @Bean
  public WeightsReader weightsReader() {
    return new WeightsFiles();
  }
}
