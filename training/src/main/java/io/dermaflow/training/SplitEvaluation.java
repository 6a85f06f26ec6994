package io.dermaflow.training;

import io.dermaflow.models.Evaluation;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.HeadOutputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    return items -> predictor.predict(data.pictures(items), items.length);
  }

  /** Told of every label. */
  interface Visitor {

    /**
     * @param labels 1 for the class, or for every label that is present
     * @param said probabilities by each of the predictors
     */
    void visit(Head head, float[] labels, List<float[]> said);
  }

  /** Shows a split to predictors, and what they say of each labelled item to the visitor. */
  static void walk(
      PreparedData data,
      int split,
      List<Head> heads,
      List<ItemPredictor> predictors,
      Visitor visitor)
      throws IOException {
    int[] items = data.split(split);
    for (int from = 0; from < items.length; from += AT_ONCE) {
      int[] some = Arrays.copyOfRange(items, from, Math.min(items.length, from + AT_ONCE));
      List<HeadOutputs> outputs = new ArrayList<>();
      for (ItemPredictor predictor : predictors) {
        outputs.add(predictor.predict(some));
      }
      for (int i = 0; i < some.length; i++) {
        PreparedItem item = data.items().get(some[i]);
        int picture = i;
        for (Head head : heads) {
          if (item.has(head)) {
            float[] labels = new float[head.size()];
            item.write(head, labels, 0);
            visitor.visit(head, labels, outputs.stream().map(o -> o.of(head, picture)).toList());
          }
        }
      }
    }
  }

  static Map<Head, HeadMetrics> of(
      PreparedData data, int split, List<Head> heads, ItemPredictor predictor) throws IOException {
    Map<Head, Evaluation> evaluations = new LinkedHashMap<>();
    heads.forEach(head -> evaluations.put(head, new Evaluation(head)));
    walk(
        data,
        split,
        heads,
        List.of(predictor),
        (head, labels, said) ->
            Objects.requireNonNull(evaluations.get(head)).add(said.get(0), labels));
    Map<Head, HeadMetrics> metrics = new LinkedHashMap<>();
    evaluations.forEach((head, evaluation) -> metrics.put(head, evaluation.metrics()));
    return metrics;
  }
}
