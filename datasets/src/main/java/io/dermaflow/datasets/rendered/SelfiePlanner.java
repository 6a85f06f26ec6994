package io.dermaflow.datasets.rendered;

import java.util.SplittableRandom;

/**
 * Draws the specification of a selfie from (seed, index). Severity, skin type and tone go round
 * with the index, so that any run of 300 pictures has every combination of severity, type and tone
 * once; everything else is random and independent of them.
 */
public final class SelfiePlanner {

  /** Part of every picture's name: raise it when the same (seed, index) gives other bytes. */
  public static final int VERSION = 1;

  private static final int[] HAIR = {
    0x1B1512, 0x2C1E16, 0x4A2F1D, 0x6E4A2C, 0x9A7748, 0x7A3B22, 0x8B8680
  };
  private static final int[] LESIONS_FROM = {0, 1, 6, 21, 51};
  private static final int[] LESIONS_TO = {0, 5, 20, 50, 85};

  private final long seed;

  public SelfiePlanner(long seed) {
    this.seed = seed;
  }

  /** The specification of the picture with this index, 0 or greater. */
  public SelfieSpec plan(int index) {
    return plan(index, index % 5, (index / 5) % 6);
  }

  /**
   * Like {@link #plan(int)} with the labels chosen.
   *
   * @param severity 0 (clear) to 4 (very severe)
   * @param skinType 0 oily, 1 dry, 2 normal, 3 combination, 4 wrinkly, 5 sensitive
   */
  public SelfieSpec plan(int index, int severity, int skinType) {
    SplittableRandom random = random(index);
    SkinState skin = skin(random, severity, skinType);
    double halfWidth = between(random, 0.245, 0.315);
    double elongation = between(random, 1.22, 1.38);
    int[] backdrop = backdrop(random);
    return new SelfieSpec(
        random.nextLong(),
        1 + (index / 30) % 10,
        skin,
        between(random, 0.46, 0.54),
        between(random, 0.49, 0.54),
        halfWidth,
        elongation,
        between(random, 0.04, 0.26),
        between(random, -0.13, 0.13),
        between(random, -0.13, 0.13),
        between(random, -0.8, 0.8),
        between(random, -0.9, 0.1),
        between(random, 0.15, 0.5),
        between(random, 0.86, 1.1),
        between(random, -0.8, 0.8),
        HAIR[random.nextInt(HAIR.length)],
        random.nextDouble() < 0.5 ? between(random, 0, 0.25) : between(random, 0.6, 1),
        between(random, 0, 0.6),
        backdrop[0],
        backdrop[1],
        random.nextInt(0x1000000) & 0xDFDFDF,
        between(random, 0, 0.0012),
        between(random, 0.8, 3.5),
        78 + random.nextInt(18));
  }

  private SplittableRandom random(int index) {
    long mixed = seed * 0x9E3779B97F4A7C15L + index * 0xD1342543DE82EF95L + VERSION;
    return new SplittableRandom(new SplittableRandom(mixed).nextLong());
  }

  private static SkinState skin(SplittableRandom random, int severity, int skinType) {
    // A type has its own sign; the signs of the other types stay low, so that it can be told.
    double redness = skinType == 5 ? high(random) : skinType == 2 ? low(random) : sign(random, 0.2);
    double cheeks = skinType == 0 ? high(random) : low(random);
    double tZone = skinType == 0 || skinType == 3 ? high(random) : low(random);
    double flaking = skinType == 1 ? high(random) : low(random);
    double lines = skinType == 4 ? high(random) : low(random);
    return new SkinState(
        lesions(random, severity),
        sign(random, 0.3),
        redness,
        cheeks,
        tZone,
        flaking,
        lines,
        sign(random, 0.35),
        sign(random, 0.3),
        sign(random, 0.3));
  }

  /** Log-uniform between the bounds of the grade: small counts are as frequent as large ones. */
  private static int lesions(SplittableRandom random, int severity) {
    if (severity == 0) {
      return 0;
    }
    double from = StrictMath.log(LESIONS_FROM[severity]);
    double to = StrictMath.log(LESIONS_TO[severity] + 0.999);
    return (int) StrictMath.exp(from + (to - from) * random.nextDouble());
  }

  private static int[] backdrop(SplittableRandom random) {
    int base = 90 + random.nextInt(120);
    int[] colours = new int[2];
    for (int i = 0; i < 2; i++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        int value = base + random.nextInt(61) - 30 - i * random.nextInt(50);
        rgb = rgb << 8 | Math.max(50, Math.min(240, value));
      }
      // A backdrop of skin colour would be no backdrop: keep red from leading.
      int red = rgb >> 16;
      int blue = rgb & 0xFF;
      colours[i] = red > blue ? blue << 16 | rgb & 0xFF00 | red : rgb;
    }
    return colours;
  }

  /** Present with probability {@code share}; never close to the threshold. */
  private static double sign(SplittableRandom random, double share) {
    return random.nextDouble() < share ? high(random) : low(random);
  }

  private static double high(SplittableRandom random) {
    return between(random, 0.7, 1);
  }

  private static double low(SplittableRandom random) {
    return between(random, 0, 0.25);
  }

  private static double between(SplittableRandom random, double from, double to) {
    return from + (to - from) * random.nextDouble();
  }
}
