package io.dermaflow.training;

import io.dermaflow.models.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds the temperature by which a head's logits are divided so that its probabilities are as right
 * as they claim: the one with the least log loss on the validation split (Guo et al., 2017), with a
 * weak prior around 1. It changes no ranking.
 */
final class Calibration {

  /** Fewer labelled items say nothing about a temperature. */
  private static final int FEWEST = 20;

  private static final double LEAST = 1e-7;

  /** Standard deviation of the logarithm of temperatures, before any data. */
  private static final double BELIEF = 0.4;

  private Calibration() {}

  /** Log probabilities of one item, and what was right. */
  private record Said(double[] scores, float[] labels) {}

  /** 1 for heads with too few labelled items. */
  static Map<Head, Double> temperatures(
      PreparedData data, List<Head> heads, SplitEvaluation.ItemPredictor predictor)
      throws IOException {
    Map<Head, List<Said>> answers = new EnumMap<>(Head.class);
    heads.forEach(head -> answers.put(head, new ArrayList<>()));
    SplitEvaluation.walk(
        data,
        PreparedItem.VALID,
        heads,
        List.of(predictor),
        (head, labels, said) ->
            Objects.requireNonNull(answers.get(head))
                .add(new Said(scores(head, said.get(0)), labels)));
    Map<Head, Double> temperatures = new EnumMap<>(Head.class);
    answers.forEach(
        (head, list) ->
            temperatures.put(head, list.size() < FEWEST ? 1 : best(t -> loss(head, list, t))));
    return temperatures;
  }

  /** Logits up to a constant: log p, or log p / (1 - p). */
  private static double[] scores(Head head, float[] probabilities) {
    double[] scores = new double[probabilities.length];
    for (int k = 0; k < scores.length; k++) {
      double p = Math.max(LEAST, Math.min(1 - LEAST, probabilities[k]));
      scores[k] = head.multiLabel() ? StrictMath.log(p / (1 - p)) : StrictMath.log(p);
    }
    return scores;
  }

  private static double loss(Head head, List<Said> said, double temperature) {
    double loss = 0;
    for (Said item : said) {
      double sum = 0;
      for (int k = 0; k < item.scores().length; k++) {
        double score = item.scores()[k] / temperature;
        if (head.multiLabel()) {
          loss += StrictMath.log1p(StrictMath.exp(item.labels()[k] > 0.5f ? -score : score));
        } else {
          sum += StrictMath.exp(score);
          loss -= item.labels()[k] * score;
        }
      }
      loss += head.multiLabel() ? 0 : StrictMath.log(sum);
    }
    // A weak belief in 1: where every answer is right, the data alone would ask for certainty.
    double deviation = StrictMath.log(temperature) / BELIEF;
    return loss + deviation * deviation / 2;
  }

  /** Golden section over the logarithm of 0.2 to 5; the loss is convex in 1 / temperature. */
  private static double best(DoubleUnaryOperator loss) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = StrictMath.log(0.2);
    double high = StrictMath.log(5);
    for (int i = 0; i < 40; i++) {
      double a = high - ratio * (high - low);
      double b = low + ratio * (high - low);
      if (loss.applyAsDouble(StrictMath.exp(a)) < loss.applyAsDouble(StrictMath.exp(b))) {
        high = b;
      } else {
        low = a;
      }
    }
    // Three digits are more than a validation split can tell.
    return Math.rint(1000 * StrictMath.exp((low + high) / 2)) / 1000;
  }
}
