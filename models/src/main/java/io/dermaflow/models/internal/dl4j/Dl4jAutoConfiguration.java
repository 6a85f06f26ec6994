package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Training and reference scoring by DL4J. */
@AutoConfiguration
public class Dl4jAutoConfiguration {

  /** Two replicas on any machine: their number is part of what decides the parameters. */
  private static final int REPLICAS = 2;

  @Bean
  public NetworkTrainer networkTrainer() {
    return new Dl4jNetworkTrainer(REPLICAS);
  }

  @Bean
  public PredictorEngine dl4jEngine(NetworkTrainer trainer) {
    return new PredictorEngine() {
      @Override
      public Kind kind() {
        return Kind.DL4J;
      }

      @Override
      public Predictor open(NetworkSpec spec, Path file) {
        try {
          return new Dl4jPredictor(trainer.restore(spec, Frozen.NOTHING, file));
        } catch (IOException | IllegalStateException e) {
          throw new IllegalArgumentException(file + " is not a DL4J model: " + e.getMessage(), e);
        }
      }
    };
  }
}
