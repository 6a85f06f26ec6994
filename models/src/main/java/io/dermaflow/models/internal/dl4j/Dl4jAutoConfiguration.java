package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.Gpu;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4j;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Training and reference scoring by DL4J. */
@AutoConfiguration
public class Dl4jAutoConfiguration {

  /** Two replicas on any machine: their number is part of what decides the parameters. */
  private static final int REPLICAS = 2;

  /** Ours on a CPU; DL4J's own layers where the build carries CUDA and ND4J found a device. */
  @Bean
  public NetworkTrainer networkTrainer() {
    return Gpu.inBuild() && !(Nd4j.getBackend() instanceof CpuBackend)
        ? stockTrainer()
        : new Dl4jNetworkTrainer(REPLICAS);
  }

  /** DL4J's own layers on any backend. */
  public NetworkTrainer stockTrainer() {
    return new StockNetworkTrainer();
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
