package io.dermaflow.models.skin;

import org.jspecify.annotations.Nullable;

/**
 * What the skin of one face looks like. Cheeks that are red all over are no measure for a forehead
 * that is not: where the chin is less red than the cheeks, what looks like the chin is skin, too.
 *
 * @param cheeks colour of the cheeks
 * @param base colour of the chin, or of the cheeks again where the chin is not the paler skin
 */
record SkinColours(CheekColour cheeks, CheekColour base) {

  /** Fewest pixels of a chin. */
  private static final int FEWEST = 200;

  /** Luma of a chin over that of the cheeks; a beard is darker. */
  private static final double DARKEST_CHIN = 0.6;

  private static final double BRIGHTEST_CHIN = 1.6;

  /** How much less red than the cheeks a chin can be, (R − Y) / Y, and how much bluer or not. */
  private static final double LESS_RED = 0.45;

  private static final double BLUER = 0.25;
  private static final double LESS_BLUE = 0.1;

  /** Over the pixels that {@code kinds} call skin; null takes all of them. */
  static SkinColours of(FaceCrop crop, FaceMap map, byte @Nullable [] kinds) {
    CheekColour cheeks = CheekColour.of(crop, map, kinds);
    CheekColour chin = CheekColour.of(crop, map, kinds, map.chin);
    return new SkinColours(cheeks, isPalerSkin(chin, cheeks) ? chin : cheeks);
  }

  private static boolean isPalerSkin(CheekColour chin, CheekColour cheeks) {
    double ratio = chin.luma() / Math.max(1, cheeks.luma());
    double redder = chin.redness() - cheeks.redness();
    double bluer = chin.blueness() - cheeks.blueness();
    return chin.pixels() >= FEWEST
        && ratio > DARKEST_CHIN
        && ratio < BRIGHTEST_CHIN
        && redder < 0
        && redder > -LESS_RED
        && bluer > -LESS_BLUE
        && bluer < BLUER
        && chin.red() >= chin.blue();
  }
}
