package io.dermaflow.scheduler.platform;

import io.dermaflow.recommend.evaluation.RankingMetrics;
import io.dermaflow.recommend.evaluation.RankingMetrics.Estimate;
import io.dermaflow.recommend.evaluation.RecommendationEvaluation;
import io.dermaflow.recommend.evaluation.RecommendationEvaluation.HistoryLength;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes what an evaluation of rankings found: one page that loads nothing. */
public final class EvaluationPage {

  private static final double WIDEST = 100;

  private final ReportPages pages = new ReportPages("recommend-evaluation", "page");

  /**
   * What the template shows.
   *
   * @param found the evaluation
   * @param summary what it comes to, in a sentence
   * @param charts the metrics of the methods
   * @param byHistory the chosen method with little to go by, and popularity
   */
  public record View(
      RecommendationEvaluation found, String summary, List<Chart> charts, Chart byHistory) {}

  /**
   * Bars of one metric.
   *
   * @param title its name
   * @param said the bars in words
   */
  public record Chart(String title, String said, List<Bar> bars) {}

  /**
   * A bar; lengths in percent of the room.
   *
   * @param text the value as it is read
   * @param width length
   * @param low where the interval starts
   * @param high where it ends; not above {@code low} without one
   * @param chosen whether it is the chosen method's
   */
  public record Bar(
      String name, String text, double width, double low, double high, boolean chosen) {}

  /** The page of an evaluation. */
  public String html(RecommendationEvaluation found) {
    return pages.html(view(found));
  }

  /**
   * Replaces {@code file} by the page of an evaluation, as a whole or not at all.
   *
   * @return {@code file}
   */
  public Path write(RecommendationEvaluation found, Path file) throws IOException {
    return pages.write(view(found), file);
  }

  private static View view(RecommendationEvaluation found) {
    Estimate gain = found.gainOverKnn();
    String summary =
        String.format(
            Locale.ROOT,
            "The chosen method, %s, ranks %s item-kNN: NDCG@10 differs by %+.4f (95 %% interval"
                + " %+.4f to %+.4f).",
            found.chosen(),
            gain.low() > 0 ? "better than" : gain.high() < 0 ? "worse than" : "like",
            gain.value(),
            gain.low(),
            gain.high());
    return new View(
        found,
        summary,
        List.of(
            chart(found, "HR@3", RankingMetrics::hr3),
            chart(found, "NDCG@10", RankingMetrics::ndcg10),
            chart(found, "HR@10", RankingMetrics::hr10),
            chart(found, "NDCG@3", RankingMetrics::ndcg3)),
        byHistory(found));
  }

  private static Chart chart(
      RecommendationEvaluation found, String title, Function<RankingMetrics, Estimate> metric) {
    double most = found.methods().stream().mapToDouble(m -> metric.apply(m).high()).max().orElse(0);
    List<Bar> bars = new ArrayList<>();
    for (RankingMetrics method : found.methods()) {
      Estimate value = metric.apply(method);
      bars.add(
          new Bar(
              method.method(),
              String.format(
                  Locale.ROOT, "%.4f (%.4f to %.4f)", value.value(), value.low(), value.high()),
              percent(value.value(), most),
              percent(value.low(), most),
              percent(value.high(), most),
              method.method().equals(found.chosen())));
    }
    return new Chart(title, said(title, bars), bars);
  }

  private static Chart byHistory(RecommendationEvaluation found) {
    double most =
        found.byHistory().stream()
            .mapToDouble(h -> Math.max(h.chosen(), h.popularity()))
            .max()
            .orElse(0);
    List<Bar> bars = new ArrayList<>();
    for (HistoryLength history : found.byHistory()) {
      bars.add(
          bar("%d, popularity".formatted(history.length()), history.popularity(), most, false));
      bars.add(bar("%d, chosen".formatted(history.length()), history.chosen(), most, true));
    }
    String title = "NDCG@10 by interactions left of each history";
    return new Chart(title, said(title, bars), bars);
  }

  private static Bar bar(String name, double value, double most, boolean chosen) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return new Bar(name, text, percent(value, most), 0, 0, chosen);
  }

  private static String said(String title, List<Bar> bars) {
    StringBuilder said = new StringBuilder(title).append(": ");
    for (Bar bar : bars) {
      said.append(bar.name()).append(' ').append(bar.text()).append("; ");
    }
    return said.substring(0, said.length() - 2);
  }

  private static double percent(double value, double most) {
    return most <= 0 ? 0 : Math.rint(1000 * WIDEST * Math.max(0, value) / most) / 1000;
  }
}
