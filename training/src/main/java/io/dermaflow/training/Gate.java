package io.dermaflow.training;

import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Absolute floors that a model must reach on the test split before it may score anybody.
 *
 * @param testItems fewest labelled items of a head
 * @param overMajority how much better than always giving the most frequent answer, in accuracy
 * @param kappa least agreement beyond chance
 */
public record Gate(int testItems, double overMajority, double kappa) {

  /** 20 items, 1 point over the majority, kappa 0.05. */
  public static final Gate DEFAULT = new Gate(20, 0.01, 0.05);

  /** Why the model must not score; empty when it may. */
  List<String> objections(Map<Head, HeadMetrics> test) {
    List<String> objections = new ArrayList<>();
    test.forEach(
        (head, m) -> {
          if (m.n() < testItems) {
            objections.add(
                "%s: %d labelled test items, at least %d".formatted(head.key(), m.n(), testItems));
          } else if (m.accuracy() < m.majority() + overMajority) {
            objections.add(
                text(
                    "%s: accuracy %.3f, always the most frequent answer gives %.3f",
                    head.key(), m.accuracy(), m.majority()));
          } else if (m.qwk() < kappa) {
            objections.add(text("%s: kappa %.3f, at least %.2f", head.key(), m.qwk(), kappa));
          }
        });
    return objections;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
