package io.dermaflow.training;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.FaceEngine;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.Tracker;
import io.dermaflow.models.WeightsLibrary;
import io.dermaflow.models.WeightsReader;
import io.dermaflow.models.WeightsRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The training use case. */
@AutoConfiguration
public class TrainingAutoConfiguration {

  @Bean
  public WeightsLibrary weightsLibrary(
      WeightsReader reader,
      FaceEngine faces,
      WeightsRegistry registry,
      ObjectStorage storage,
      TrainingSettings settings,
      Clock clock) {
    return new WeightsLibrary(
        reader, faces, registry, storage, settings.work().resolve("weights"), clock);
  }

  @Bean
  public TrainModel trainModel(
      DatasetLedger ledger,
      ObjectStorage storage,
      PictureCodec codec,
      FaceDetectors faces,
      ModelRegistry registry,
      Tracker tracker,
      List<PredictorEngine> engines,
      NetworkTrainer trainer,
      TrainingSettings settings,
      WeightsLibrary library,
      PlatformTransactionManager transactions,
      Clock clock) {
    Map<PredictorEngine.Kind, PredictorEngine> byKind = new EnumMap<>(PredictorEngine.Kind.class);
    engines.forEach(engine -> byKind.put(engine.kind(), engine));
    return new TrainModel(
        new PrepareData(ledger, storage, codec, faces),
        new TrainingProcess(settings.process()),
        registry,
        tracker,
        storage,
        new Judgement(byKind, settings.gate()),
        new TransactionTemplate(transactions),
        clock,
        trainer,
        settings.process(),
        settings.work(),
        library);
  }
}
