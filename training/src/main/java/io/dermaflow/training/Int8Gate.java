package io.dermaflow.training;

import io.dermaflow.models.Condition;
import io.dermaflow.models.Evaluation;
import io.dermaflow.models.Head;
import io.dermaflow.models.ModelVersion.Agreement;
import io.dermaflow.models.ModelVersion.Int8;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * When a network with 8-bit numbers may score in place of the one in single precision.
 *
 * @param items fewest labelled validation items of a head
 * @param agreement least share of equal decisions
 * @param accuracyLoss most accuracy that may be lost
 */
record Int8Gate(int items, double agreement, double accuracyLoss) {

  /** 50 items, 95 % of the decisions, 1 point of accuracy. */
  static final Int8Gate DEFAULT = new Int8Gate(50, 0.95, 0.01);

  /** Decisions of one head. */
  private static final class Count {
    int labelled;
    int decisions;
    int equal;
    int right;
    int right8;

    void add(Head head, float[] labels, float[] single, float[] eight) {
      labelled++;
      if (!head.multiLabel()) {
        int a = Evaluation.largest(single);
        int b = Evaluation.largest(eight);
        decision(a == b, labels[a] > 0.5f, labels[b] > 0.5f);
        return;
      }
      for (int k = 0; k < labels.length; k++) {
        boolean a = single[k] > Condition.PRESENT_ABOVE;
        boolean b = eight[k] > Condition.PRESENT_ABOVE;
        boolean present = labels[k] > 0.5f;
        decision(a == b, a == present, b == present);
      }
    }

    private void decision(boolean same, boolean singleRight, boolean eightRight) {
      decisions++;
      equal += same ? 1 : 0;
      right += singleRight ? 1 : 0;
      right8 += eightRight ? 1 : 0;
    }

    Agreement agreement() {
      double of = Math.max(1, decisions);
      return new Agreement(labelled, equal / of, (right - right8) / of);
    }
  }

  /**
   * Compares on the validation split.
   *
   * @param key where the file would go
   */
  Int8 judge(
      PreparedData data,
      NetworkSpec spec,
      Predictor single,
      Predictor eight,
      String key,
      String sha256)
      throws IOException {
    Map<Head, Count> counts = new LinkedHashMap<>();
    spec.heads().forEach(head -> counts.put(head, new Count()));
    SplitEvaluation.walk(
        data,
        PreparedItem.VALID,
        spec.heads(),
        List.of(
            SplitEvaluation.pictures(data, single::predict),
            SplitEvaluation.pictures(data, eight::predict)),
        (head, labels, said) ->
            Objects.requireNonNull(counts.get(head)).add(head, labels, said.get(0), said.get(1)));
    List<String> objections = new ArrayList<>();
    Map<String, Agreement> heads = new LinkedHashMap<>();
    counts.forEach(
        (head, count) -> {
          heads.put(head.key(), count.agreement());
          object(head, count.agreement(), objections);
        });
    boolean accepted = objections.isEmpty();
    return new Int8(
        accepted,
        accepted ? said(heads) : "refused: " + String.join("; ", objections),
        heads,
        accepted ? key : null,
        accepted ? sha256 : null);
  }

  private void object(Head head, Agreement found, List<String> objections) {
    if (found.n() < items) {
      objections.add(
          "%s: %d labelled validation items, at least %d".formatted(head.key(), found.n(), items));
    } else if (found.agreement() < agreement) {
      objections.add(
          text("%s: agreement %.3f, at least %.3f", head.key(), found.agreement(), agreement));
    } else if (found.accuracyLoss() > accuracyLoss) {
      objections.add(
          text(
              "%s: accuracy loss %.3f, at most %.3f",
              head.key(), found.accuracyLoss(), accuracyLoss));
    }
  }

  private static String said(Map<String, Agreement> heads) {
    List<String> texts = new ArrayList<>();
    heads.forEach(
        (head, a) ->
            texts.add(
                text(
                    "%s: agreement %.3f, accuracy loss %.3f",
                    head, a.agreement(), a.accuracyLoss())));
    return "accepted: " + String.join("; ", texts);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
