package io.dermaflow.training;

import io.dermaflow.models.Head;
import io.dermaflow.models.LogitCorrection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds what makes a head's probabilities as right as they claim, by the log loss on the validation
 * split: a temperature (Guo et al., 2017), and, where classes exclude each other, a shift for each
 * of them (Alexandari et al., 2020), because training that weights rare classes says them too
 * often. Both with a weak prior around changing nothing. Without shifts no ranking changes.
 */
final class Calibration {

  /** Fewer labelled items say nothing. */
  private static final int FEWEST = 20;

  private static final double LEAST = 1e-7;

  /** Standard deviation of the logarithm of temperatures, before any data. */
  private static final double BELIEF = 0.4;

  /** Standard deviation of shifts, before any data. */
  private static final double SHIFT_BELIEF = 0.5;

  private static final double MOST_SHIFT = 2;

  /** Each of the numbers in turn, so often: they depend little on one another. */
  private static final int ROUNDS = 6;

  private Calibration() {}

  /** Log probabilities of one item, and what was right. */
  private record Said(double[] scores, float[] labels) {}

  /** Changes nothing in heads with too few labelled items. */
  static Map<Head, LogitCorrection> corrections(
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
    Map<Head, LogitCorrection> corrections = new EnumMap<>(Head.class);
    answers.forEach((head, list) -> corrections.put(head, correction(head, list)));
    return corrections;
  }

  private static LogitCorrection correction(Head head, List<Said> said) {
    if (said.size() < FEWEST) {
      return LogitCorrection.none(head);
    }
    double[] shifts = new double[head.size()];
    int[] occurring = IntStream.range(0, shifts.length).filter(k -> occurs(k, said)).toArray();
    double temperature = 1;
    for (int round = 0; round < ROUNDS; round++) {
      // Three digits are more than a validation split can tell.
      double least =
          best(x -> loss(head, said, StrictMath.exp(x), shifts), StrictMath.log(0.2), Math.log(5));
      temperature = rounded(StrictMath.exp(least));
      if (head.multiLabel()) {
        break;
      }
      for (int k : occurring) {
        shifts[k] = rounded(bestShift(head, said, temperature, shifts, k));
      }
    }
    return new LogitCorrection(temperature, Arrays.stream(shifts).boxed().toList());
  }

  private static boolean occurs(int k, List<Said> said) {
    return said.stream().anyMatch(item -> item.labels()[k] > 0);
  }

  private static double bestShift(
      Head head, List<Said> said, double temperature, double[] shifts, int k) {
    double[] tried = shifts.clone();
    return best(
        shift -> {
          tried[k] = shift;
          return loss(head, said, temperature, tried);
        },
        -MOST_SHIFT,
        MOST_SHIFT);
  }

  private static double rounded(double value) {
    return Math.rint(1000 * value) / 1000;
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

  private static double loss(Head head, List<Said> said, double temperature, double[] shifts) {
    double loss = 0;
    for (Said item : said) {
      double sum = 0;
      for (int k = 0; k < item.scores().length; k++) {
        double score = item.scores()[k] / temperature + shifts[k];
        if (head.multiLabel()) {
          loss += StrictMath.log1p(StrictMath.exp(item.labels()[k] > 0.5f ? -score : score));
        } else {
          sum += StrictMath.exp(score);
          loss -= item.labels()[k] * score;
        }
      }
      loss += head.multiLabel() ? 0 : StrictMath.log(sum);
    }
    // A weak belief in no change: where every answer is right, the data alone would ask for
    // certainty.
    double belief = square(StrictMath.log(temperature) / BELIEF);
    for (double shift : shifts) {
      belief += square(shift / SHIFT_BELIEF);
    }
    return loss + belief / 2;
  }

  private static double square(double x) {
    return x * x;
  }

  /** Golden section; the loss has one least value along each of the numbers. */
  private static double best(DoubleUnaryOperator loss, double from, double to) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = from;
    double high = to;
    for (int i = 0; i < 30; i++) {
      double a = high - ratio * (high - low);
      double b = low + ratio * (high - low);
      if (loss.applyAsDouble(a) < loss.applyAsDouble(b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return (low + high) / 2;
  }
}
