package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.SkinTone;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The tone of a person's skin as the camera saw it: no white balance is known, so warm light makes
 * a warm tone.
 *
 * @param value {@code {fair,light,medium,tan,deep}-{cool,neutral,warm}} by the bounds of {@link
 *     SkinTone} (depth by ITA 55, 41, 28, 10 degrees; undertone by hue angle 48, 62 degrees), or
 *     {@link SkinTone#UNKNOWN}
 * @param colour L*a*b* of the median cheek (median of each sRGB channel), or null when unknown
 * @param monk nearest tone of the Monk scale, 1 to 10, by CIEDE2000; 0 when unknown
 */
public record SkinToneReading(String value, @Nullable Lab colour, int monk) {

  /** Too little skin, or light in which no tone can be told. */
  public static final SkinToneReading UNKNOWN = new SkinToneReading(SkinTone.UNKNOWN, null, 0);

  private static final double[] DEPTH_ABOVE = {55, 41, 28, 10};
  private static final String[] DEPTHS = {"fair", "light", "medium", "tan", "deep"};
  private static final double COOL_BELOW = 48;
  private static final double WARM_ABOVE = 62;

  /** Share of the cheeks, 0..1, that has to be skin. */
  private static final double LEAST_SKIN = 0.4;

  /**
   * @param landmarks points of the face, or null to find the eyes in the box
   * @throws IllegalArgumentException when the box has no size
   */
  public static SkinToneReading of(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    return of(FaceView.of(picture, face, landmarks));
  }

  static SkinToneReading of(FaceView view) {
    CheekColour cheeks = view.mask().cheeks();
    if (cheeks.pixels() < LEAST_SKIN * view.map().tone.length || !view.isLit()) {
      return UNKNOWN;
    }
    return of(Lab.of(cheeks.red(), cheeks.green(), cheeks.blue()));
  }

  /** The reading of one colour. */
  public static SkinToneReading of(Lab colour) {
    int depth = 0;
    while (depth < DEPTH_ABOVE.length && colour.ita() <= DEPTH_ABOVE[depth]) {
      depth++;
    }
    double hue = colour.hue();
    String undertone = hue < COOL_BELOW ? "cool" : hue > WARM_ABOVE ? "warm" : "neutral";
    return new SkinToneReading(DEPTHS[depth] + "-" + undertone, colour, MonkTone.nearest(colour));
  }

  /** True when a tone could be told. */
  public boolean isKnown() {
    return colour != null;
  }

  /** {@code fair light medium tan deep}, or {@code unknown}. */
  public String depth() {
    return value.split("-")[0];
  }

  /** {@code cool neutral warm}, or {@code unknown}. */
  public String undertone() {
    return value.substring(value.indexOf('-') + 1);
  }

  /** The Monk tone, empty when unknown. */
  public OptionalInt findMonk() {
    return monk == 0 ? OptionalInt.empty() : OptionalInt.of(monk);
  }
}
