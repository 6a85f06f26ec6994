package io.dermaflow.training;

import io.dermaflow.models.Evaluation;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.HeadOutputs;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of a split, by any predictor. */
final class SplitEvaluation {

  private static final int AT_ONCE = 32;

  private SplitEvaluation() {}

  /** Predicts items of the prepared dataset. */
  interface ItemPredictor {
    HeadOutputs predict(int[] items) throws IOException;
  }

  /** Predicts pictures. */
  interface PicturePredictor {
    HeadOutputs predict(byte[] pixels, int count);
  }

  /** Items by their pictures; not for the training split, whose pictures may be larger. */
  static ItemPredictor pictures(PreparedData data, PicturePredictor predictor) {
    int length = data.length(PreparedItem.VALID);
    return items -> {
      byte[] pixels = new byte[items.length * length];
      for (int i = 0; i < items.length; i++) {
        data.read(items[i], pixels, i * length);
      }
      return predictor.predict(pixels, items.length);
    };
  }

  static Map<Head, HeadMetrics> of(
      PreparedData data, int split, List<Head> heads, ItemPredictor predictor) throws IOException {
    int[] items = data.split(split);
    Map<Head, Evaluation> evaluations = new LinkedHashMap<>();
    heads.forEach(head -> evaluations.put(head, new Evaluation(head)));
    for (int from = 0; from < items.length; from += AT_ONCE) {
      int[] some = Arrays.copyOfRange(items, from, Math.min(items.length, from + AT_ONCE));
      HeadOutputs outputs = predictor.predict(some);
      for (int i = 0; i < some.length; i++) {
        PreparedItem item = data.items().get(some[i]);
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
