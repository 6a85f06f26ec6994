package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.LogitCorrection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

  private static final List<Head> HEADS = List.of(Head.SEVERITY, Head.CONDITIONS);

  @TempDir Path folder;

  /** Validation items with labels drawn from probabilities that {@link #truth} knows. */
  private PreparedData data(int count) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = new SplittableRandom(i);
      double[] p = truth(i);
      double draw = random.nextDouble();
      int severity = 0;
      while (severity < 4 && draw >= p[severity]) {
        draw -= p[severity++];
      }
      int conditions = 0;
      for (int k = 0; k < 8; k++) {
        conditions |= random.nextDouble() < condition(i, k) ? 1 << k : 0;
      }
      items.add(new PreparedItem(i, PreparedItem.VALID, severity, -1, conditions));
    }
    Path file = folder.resolve("data.bin");
    PreparedData.write(file, new PreparedData.Layout(4, 4, items), first -> index -> new byte[48]);
    return PreparedData.open(file);
  }

  private static double[] truth(int item) {
    double[] p = new double[5];
    double sum = 0;
    for (int k = 0; k < 5; k++) {
      p[k] = Math.exp(-Math.abs(k - item % 5) * 1.2);
      sum += p[k];
    }
    for (int k = 0; k < 5; k++) {
      p[k] /= sum;
    }
    return p;
  }

  private static double condition(int item, int k) {
    return (item + k) % 3 == 0 ? 0.8 : 0.25;
  }

  /** The truth with logits multiplied: overconfident above 1. */
  private static SplitEvaluation.ItemPredictor sharpened(double by) {
    return items -> {
      float[] severity = new float[items.length * 5];
      float[] conditions = new float[items.length * 8];
      for (int i = 0; i < items.length; i++) {
        double[] p = truth(items[i]);
        double sum = 0;
        for (double q : p) {
          sum += Math.pow(q, by);
        }
        for (int k = 0; k < 5; k++) {
          severity[i * 5 + k] = (float) (Math.pow(p[k], by) / sum);
        }
        for (int k = 0; k < 8; k++) {
          double q = condition(items[i], k);
          double a = Math.pow(q, by);
          conditions[i * 8 + k] = (float) (a / (a + Math.pow(1 - q, by)));
        }
      }
      Map<Head, float[]> byHead = new HashMap<>();
      byHead.put(Head.SEVERITY, severity);
      byHead.put(Head.CONDITIONS, conditions);
      return new HeadOutputs(items.length, byHead);
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2.5})
  void findsByHowMuchProbabilitiesAreTooSharp(double by) throws IOException {
    try (PreparedData data = data(4000)) {
      Map<Head, LogitCorrection> found = Calibration.corrections(data, HEADS, sharpened(by));
      assertThat(found.get(Head.SEVERITY).temperature()).isCloseTo(by, within(0.08 * by));
      assertThat(found.get(Head.CONDITIONS).temperature()).isCloseTo(by, within(0.08 * by));
      assertThat(found.get(Head.SEVERITY).shifts())
          .allSatisfy(s -> assertThat(s).isBetween(-.1, .1));
    }
  }

  /** The truth, but one severity said e to the power of {@code by} times as often. */
  private static SplitEvaluation.ItemPredictor leaning(int severity, double by) {
    return items -> {
      float[] said = new float[items.length * 5];
      for (int i = 0; i < items.length; i++) {
        double[] p = truth(items[i]);
        p[severity] *= Math.exp(by);
        double sum = Arrays.stream(p).sum();
        for (int k = 0; k < 5; k++) {
          said[i * 5 + k] = (float) (p[k] / sum);
        }
      }
      return new HeadOutputs(items.length, Map.of(Head.SEVERITY, said));
    };
  }

  @Test
  void takesBackWhatIsSaidTooOften() throws IOException {
    try (PreparedData data = data(4000)) {
      LogitCorrection found =
          Calibration.corrections(data, List.of(Head.SEVERITY), leaning(1, 0.8)).get(Head.SEVERITY);
      List<Double> shifts = found.shifts();
      for (int other : new int[] {0, 2, 3, 4}) {
        assertThat(shifts.get(1) - shifts.get(other)).isCloseTo(-0.8, within(0.15));
      }
      assertThat(found.temperature()).isCloseTo(1, within(0.08));
    }
  }

  @Test
  void leavesAHeadWithFewLabelsAlone() throws IOException {
    try (PreparedData data = data(19)) {
      assertThat(Calibration.corrections(data, HEADS, sharpened(3)))
          .containsEntry(Head.SEVERITY, LogitCorrection.none(Head.SEVERITY))
          .containsEntry(Head.CONDITIONS, LogitCorrection.none(Head.CONDITIONS));
    }
  }

  @Test
  void lowersTheLogLossOfThatSplit() throws IOException {
    try (PreparedData data = data(500)) {
      double t =
          Calibration.corrections(data, HEADS, sharpened(2)).get(Head.SEVERITY).temperature();
      Map<Head, HeadMetrics> before =
          SplitEvaluation.of(data, PreparedItem.VALID, HEADS, sharpened(2));
      Map<Head, HeadMetrics> after =
          SplitEvaluation.of(data, PreparedItem.VALID, HEADS, sharpened(2 / t));
      assertThat(after.get(Head.SEVERITY).logLoss())
          .isLessThan(before.get(Head.SEVERITY).logLoss());
      assertThat(after.get(Head.SEVERITY).accuracy())
          .isEqualTo(before.get(Head.SEVERITY).accuracy());
    }
  }
}
