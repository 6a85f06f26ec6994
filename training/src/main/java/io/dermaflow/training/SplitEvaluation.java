package io.dermaflow.training;

import io.dermaflow.models.Evaluation;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.HeadOutputs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of a split, by any predictor. */
final class SplitEvaluation {

  private static final int AT_ONCE = 32;

  private SplitEvaluation() {}

  /** Predicts a batch. */
  interface BatchPredictor {
    HeadOutputs predict(byte[] pixels, int count);
  }

  static Map<Head, HeadMetrics> of(
      PreparedData data, int split, List<Head> heads, BatchPredictor predictor) throws IOException {
    int[] items = data.split(split);
    int length = data.size() * data.size() * 3;
    Map<Head, Evaluation> evaluations = new LinkedHashMap<>();
    heads.forEach(head -> evaluations.put(head, new Evaluation(head)));
    byte[] pixels = new byte[AT_ONCE * length];
    for (int from = 0; from < items.length; from += AT_ONCE) {
      int count = Math.min(AT_ONCE, items.length - from);
      for (int i = 0; i < count; i++) {
        data.read(items[from + i], pixels, i * length);
      }
      HeadOutputs outputs = predictor.predict(pixels, count);
      for (int i = 0; i < count; i++) {
        PreparedItem item = data.items().get(items[from + i]);
        int picture = i;
        evaluations.forEach(
            (head, evaluation) -> {
              if (item.has(head)) {
                float[] labels = new float[head.size()];
                item.write(head, labels, 0);
                evaluation.add(outputs.of(head, picture), labels);
              }
            });
      }
    }
    Map<Head, HeadMetrics> metrics = new LinkedHashMap<>();
    evaluations.forEach((head, evaluation) -> metrics.put(head, evaluation.metrics()));
    return metrics;
  }
}
