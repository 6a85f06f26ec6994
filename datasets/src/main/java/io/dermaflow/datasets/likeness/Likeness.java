package io.dermaflow.datasets.likeness;

/**
 * How alike two patterns are: cells that say the same minus cells that say the opposite, divided by
 * the geometric mean of the numbers of cells that say something. 1 for equal ones, about 0 for
 * pictures of different things.
 */
public final class Likeness {

  /**
   * From here on two pictures are taken for the same. Copies that are scaled, relit, recompressed
   * or cut by two percent reach 0.7 to 0.98; drawn faces of one pose 0.62, letterboxed pictures of
   * different people 0.46: docs/datasets.md.
   */
  public static final double SAME = 0.66;

  /** Fewest cells that say something; below, patterns are chance. */
  private static final int FEWEST = 120;

  /** Keeps patterns with few cells from being like anything. */
  private static final int PRIOR = 30;

  private Likeness() {}

  /** The pattern of the mirrored picture. */
  public static long[] mirrored(long[] pattern) {
    long[] mirrored = new long[pattern.length];
    for (int i = 0; i < pattern.length; i++) {
      mirrored[i] = Long.reverse(pattern[i]);
    }
    return mirrored;
  }

  /** Between -1 and 1. */
  public static double of(long[] a, long[] b) {
    int same = 0;
    int opposite = 0;
    int inA = 0;
    int inB = 0;
    for (int row = 0; row < a.length; row += 2) {
      long lightA = a[row];
      long darkA = a[row + 1];
      long lightB = b[row];
      long darkB = b[row + 1];
      same += Long.bitCount(lightA & lightB) + Long.bitCount(darkA & darkB);
      opposite += Long.bitCount(lightA & darkB) + Long.bitCount(darkA & lightB);
      inA += Long.bitCount(lightA | darkA);
      inB += Long.bitCount(lightB | darkB);
    }
    if (Math.min(inA, inB) < FEWEST) {
      return 0;
    }
    return (same - opposite) / Math.sqrt((double) (inA + PRIOR) * (inB + PRIOR));
  }
}
