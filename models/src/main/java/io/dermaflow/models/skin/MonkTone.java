package io.dermaflow.models.skin;

/**
 * The Monk Skin Tone scale: ten tones from 1 (lightest) to 10 (darkest) with published sRGB
 * swatches (Ellis Monk with Google, 2022, skintone.google, CC BY 4.0).
 */
public final class MonkTone {

  private static final int[] SWATCHES = {
    0xF6EDE4, 0xF3E7DB, 0xF7EAD0, 0xEADABA, 0xD7BD96, 0xA07E56, 0x825C43, 0x604134, 0x3A312A,
    0x292420
  };

  private static final Lab[] COLOURS = new Lab[SWATCHES.length];

  static {
    for (int i = 0; i < SWATCHES.length; i++) {
      int rgb = SWATCHES[i];
      COLOURS[i] = Lab.of(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    }
  }

  private MonkTone() {}

  /** The tone, 1 to 10, whose swatch is nearest by CIEDE2000; the lighter of two equally near. */
  public static int nearest(Lab colour) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < COLOURS.length; i++) {
      double difference = colour.difference(COLOURS[i]);
      if (difference < least) {
        least = difference;
        nearest = i;
      }
    }
    return nearest + 1;
  }

  /**
   * @param tone 1 to 10
   */
  public static Lab swatch(int tone) {
    if (tone < 1 || tone > COLOURS.length) {
      throw new IllegalArgumentException("Monk tone " + tone + ", expected 1 to 10");
    }
    return COLOURS[tone - 1];
  }
}
