package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.LogitCorrection;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.Verdict;
import io.dermaflow.models.WeightsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures a finished network: whether its files agree, how good it is, and what the gates say. */
final class Judgement {

  /** Pictures on which both engines are compared, as far as there are so many. */
  private static final int PARITY_ITEMS = 200;

  private static final int RANDOM_PICTURES = 8;
  private static final int AT_ONCE = 16;
  private static final double MOST_DIFFERENCE = 1e-4;

  private final Map<PredictorEngine.Kind, PredictorEngine> engines;
  private final Gate gate;

  Judgement(Map<PredictorEngine.Kind, PredictorEngine> engines, Gate gate) {
    this.engines = engines;
    this.gate = gate;
  }

  /**
   * @param folder of the finished run
   * @throws DermaflowException when the exported network is not the trained one
   */
  ModelRegistry.Candidate candidate(
      TrainRequest request,
      PreparedData data,
      NetworkSpec spec,
      Preprocessing preprocessing,
      Path folder,
      Cursor finished)
      throws IOException {
    Path onnx = folder.resolve(TrainingRun.ONNX);
    Path zip = folder.resolve(TrainingRun.ZIP);
    String prefix = "models/%s/%s/".formatted(request.model(), request.runId());
    try (Predictor exported = engine(PredictorEngine.Kind.ONNX).open(spec, onnx);
        Predictor trained = engine(PredictorEngine.Kind.DL4J).open(spec, zip)) {
      double parity = parity(data, exported, trained);
      if (!(parity <= MOST_DIFFERENCE)) {
        throw DermaflowException.failed(
            "The exported network differs from the trained one by " + parity,
            "at most 1e-4",
            "ONNX Runtime or the exporter has a fault; nothing was registered");
      }
      SplitEvaluation.ItemPredictor scorer = SplitEvaluation.pictures(data, exported::predict);
      Map<Head, HeadMetrics> test =
          SplitEvaluation.of(data, PreparedItem.TEST, spec.heads(), scorer);
      Map<Head, HeadMetrics> valid =
          SplitEvaluation.of(data, PreparedItem.VALID, spec.heads(), scorer);
      List<String> objections = gate.objections(test);
      ModelVersion.Int8 int8 = int8(data, spec, exported, folder, prefix + "model-int8.onnx");
      return new ModelRegistry.Candidate(
          request.model(),
          provenance(request),
          spec,
          preprocessing,
          new ModelVersion.Artifacts(
              prefix + "model.onnx",
              Digests.sha256(onnx),
              prefix + "model.zip",
              Digests.sha256(zip)),
          parity,
          ofHeads(finished, LogitCorrection::temperature),
          ofHeads(finished, LogitCorrection::shifts),
          int8,
          Map.of("test", byKey(test), "valid", byKey(valid)),
          objections.isEmpty() ? Verdict.PROMOTED : Verdict.REFUSED,
          reasons(objections, spec.heads(), int8));
    }
  }

  private static ModelVersion.Provenance provenance(TrainRequest request) {
    WeightsEntry start = request.weights();
    return new ModelVersion.Provenance(
        request.runId(),
        request.dataset().dataset(),
        request.dataset().version(),
        request.dataset().digest(),
        request.recipe().name(),
        request.seed(),
        start == null ? null : start.name(),
        start == null ? null : start.sha256());
  }

  private static <T> Map<String, T> ofHeads(
      Cursor finished, Function<LogitCorrection, T> property) {
    Map<String, T> byKey = new LinkedHashMap<>();
    Map<Head, LogitCorrection> found = finished.corrections();
    if (found != null) {
      found.forEach((head, correction) -> byKey.put(head.key(), property.apply(correction)));
    }
    return byKey;
  }

  private ModelVersion.@Nullable Int8 int8(
      PreparedData data, NetworkSpec spec, Predictor exported, Path folder, String key)
      throws IOException {
    Path file = folder.resolve(TrainingRun.INT8);
    if (!Files.exists(file)) {
      return null; // there was no validation picture to measure ranges with
    }
    try (Predictor eight = engine(PredictorEngine.Kind.INT8).open(spec, file)) {
      return Int8Gate.DEFAULT.judge(data, spec, exported, eight, key, Digests.sha256(file));
    }
  }

  private static List<String> reasons(
      List<String> objections, List<Head> heads, ModelVersion.@Nullable Int8 int8) {
    List<String> reasons = new ArrayList<>(objections);
    if (objections.isEmpty()) {
      reasons.add("all heads are above the floors");
    }
    for (Head head : Head.values()) {
      if (!heads.contains(head)) {
        reasons.add(head.key() + ": no item has a label, the network is without this head");
      }
    }
    if (int8 != null) {
      reasons.add("int8 " + int8.reason());
    }
    return reasons;
  }

  private PredictorEngine engine(PredictorEngine.Kind kind) {
    PredictorEngine engine = engines.get(kind);
    if (engine == null) {
      throw new IllegalStateException("no engine of kind " + kind);
    }
    return engine;
  }

  /** Largest difference of any probability over test, then validation items, and random ones. */
  private static double parity(PreparedData data, Predictor exported, Predictor trained)
      throws IOException {
    double largest = 0;
    int[] items =
        IntStream.concat(
                Arrays.stream(data.split(PreparedItem.TEST)),
                Arrays.stream(data.split(PreparedItem.VALID)))
            .toArray();
    for (int[] some : PreparedData.spread(items, PARITY_ITEMS, AT_ONCE)) {
      largest = larger(largest, difference(exported, trained, data.pictures(some), some.length));
    }
    byte[] noise = new byte[RANDOM_PICTURES * data.length(PreparedItem.TEST)];
    new SplittableRandom(1).nextBytes(noise);
    return larger(largest, difference(exported, trained, noise, RANDOM_PICTURES));
  }

  private static double difference(Predictor a, Predictor b, byte[] pixels, int count) {
    HeadOutputs x = a.predict(pixels, count);
    HeadOutputs y = b.predict(pixels, count);
    double largest = 0;
    for (Head head : a.spec().heads()) {
      for (int i = 0; i < count; i++) {
        float[] p = x.of(head, i);
        float[] q = y.of(head, i);
        for (int k = 0; k < p.length; k++) {
          largest = larger(largest, Math.abs(p[k] - q[k]));
        }
      }
    }
    return largest;
  }

  private static double larger(double a, double b) {
    return Double.isNaN(b) ? Double.NaN : Math.max(a, b);
  }

  private static Map<String, HeadMetrics> byKey(Map<Head, HeadMetrics> metrics) {
    Map<String, HeadMetrics> byKey = new LinkedHashMap<>();
    metrics.forEach((head, m) -> byKey.put(head.key(), m));
    return byKey;
  }
}
