package io.dermaflow.recommend.inci;

import org.jspecify.annotations.Nullable;

/**
 * How much of something is in a product, as far as its label tells. A label names ingredients by
 * falling weight down to 1 %, in any order below (Regulation (EC) 1223/2009, article 19). The proxy
 * of an ingredient at position i is 1 / (1 + (i − 1) / 4): 1 for the first, 1/2 for the fifth, 1/6
 * for the 21st. Behind an ingredient that the law keeps at 1 % or less (phenoxyethanol, parabens …)
 * it is at most 1/4, and for one that the product may contain 1/20.
 *
 * @param percent as the label or the name states it, or null
 * @param atMostOne whether the label shows that it is 1 % or less
 * @param proxy 0..1, by position
 */
public record Strength(@Nullable Double percent, boolean atMostOne, double proxy) {

  /** Stated by a flag or a name only. */
  public static final Strength DECLARED = new Strength(null, false, 0.5);

  private static final double BEHIND_MARKER = 0.25;
  private static final double MAY_CONTAIN = 0.05;

  static Strength at(
      int position, @Nullable Double percent, boolean behindMarker, boolean mayContain) {
    double proxy = 1 / (1 + (position - 1) / 4.0);
    if (behindMarker) {
      proxy = Math.min(proxy, BEHIND_MARKER);
    }
    boolean little = percent != null ? percent <= 1 : behindMarker || mayContain;
    return new Strength(percent, little, mayContain ? MAY_CONTAIN : proxy);
  }

  /** The larger of two findings of the same. */
  Strength or(Strength other) {
    Double more =
        percent == null
            ? other.percent
            : other.percent == null ? percent : Double.valueOf(Math.max(percent, other.percent));
    return new Strength(more, atMostOne && other.atMostOne, Math.max(proxy, other.proxy));
  }

  /** Whether it is stated above this, or not known to be at most this. */
  public boolean mayExceed(double limit) {
    if (percent != null) {
      return percent > limit;
    }
    return !(atMostOne && limit >= 1);
  }

  /** Whether it is stated above this. */
  public boolean statedAbove(double limit) {
    return percent != null && percent > limit;
  }
}
