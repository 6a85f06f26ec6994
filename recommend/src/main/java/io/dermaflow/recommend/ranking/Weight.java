package io.dermaflow.recommend.ranking;

import io.dermaflow.recommend.data.DataNode;

/**
 * A number of the ranking.
 *
 * @param value the number
 * @param why why it is what it is
 */
public record Weight(double value, String why) {

  private static final double MOST = 1000;

  /** Reads {@code {value: …, why: …}}. */
  static Weight of(DataNode node) {
    node.allow("value", "why");
    return new Weight(node.get("value").number(0, MOST), node.get("why").text());
  }
}
