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

  /** Levels by which sensor and stray light may be wrong: much of the chroma of dark skin. */
  private static final double LEVELS = 5;

  /** Over the pixels that {@code kinds} call skin; null takes all of them. */
  static SkinColours of(FaceCrop crop, FaceFrame frame, byte @Nullable [] kinds) {
    CheekColour cheeks = CheekColour.of(crop, frame, kinds);
    CheekColour chin = CheekColour.of(crop, frame, kinds, Zone.CHIN);
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

  /** What a pixel is by its colour alone; {@code core} takes the wide bounds. */
  byte kind(FaceCrop crop, boolean core, int i) {
    if (shines(crop, cheeks, i) && shines(crop, base, i)) {
      return SkinMask.SHINE;
    }
    return isLike(crop, cheeks, core, i) || isLike(crop, base, core, i)
        ? SkinMask.SKIN
        : SkinMask.OTHER;
  }

  /** A highlight: burnt out, or brighter than the skin and paler (Shafer, 1985). */
  private static boolean shines(FaceCrop crop, CheekColour skin, int i) {
    double ratio = Math.max(1, crop.luma[i]) / Math.max(1, skin.luma());
    double least = Math.min(crop.red[i], Math.min(crop.green[i], crop.blue[i]));
    double most = Math.max(crop.red[i], Math.max(crop.green[i], crop.blue[i]));
    double least0 = Math.min(skin.red(), Math.min(skin.green(), skin.blue()));
    double most0 = Math.max(skin.red(), Math.max(skin.green(), skin.blue()));
    boolean paler = (most - least) * most0 < 0.75 * (most0 - least0) * most;
    return least >= 245 || (ratio > 1.3 && paler);
  }

  private static boolean isLike(FaceCrop crop, CheekColour skin, boolean core, int i) {
    double luma = Math.max(1, crop.luma[i]);
    double ratio = luma / Math.max(1, skin.luma());
    double dr = (crop.red[i] - luma) / luma - skin.redness();
    double db = (crop.blue[i] - luma) / luma - skin.blueness();
    return core ? inCore(ratio, dr, db, LEVELS / luma) : atRim(ratio, dr, db);
  }

  private static boolean inCore(double ratio, double dr, double db, double slack) {
    return ratio > 0.3
        && dr > -0.16 - slack
        && dr < 0.95 + slack
        && db > -0.3 - slack
        && db < 0.32 + slack;
  }

  /** Where hair may be: dark only where it is red, too, as a lesion is. */
  private static boolean atRim(double ratio, double dr, double db) {
    double least = dr > 0.12 ? 0.45 : 0.66;
    return ratio > least && ratio < 1.5 && dr > -0.12 && dr < 0.9 && db > -0.22 && db < 0.25;
  }
}
