package io.dermaflow.models.skin;

/**
 * What a pixel is by its colour, for one colour of skin: bounds on chroma over luma, (R − Y) / Y
 * and (B − Y) / Y, written without divisions.
 */
final class SkinLikeness {

  /** Levels by which sensor and stray light may be wrong: much of the chroma of dark skin. */
  private static final float LEVELS = 5;

  /** A highlight is burnt out from this level on. */
  private static final float BURNT = 245;

  /** Or brighter than the skin by this factor and paler by the other (Shafer, 1985). */
  private static final float BRIGHTER = 1.3f;

  private static final double PALER = 0.75;

  /** Chroma above which dark may be a lesion at the rim, where it may be hair. */
  private static final float RED = 0.12f;

  private final float luma;
  private final float redness;
  private final float blueness;

  /** Spread of the channels over the greatest, below which a bright pixel shines. */
  private final float pale;

  SkinLikeness(CheekColour skin) {
    this.luma = (float) Math.max(1, skin.luma());
    this.redness = (float) (1 + skin.redness());
    this.blueness = (float) (1 + skin.blueness());
    double least = Math.min(skin.red(), Math.min(skin.green(), skin.blue()));
    double most = Math.max(skin.red(), Math.max(skin.green(), skin.blue()));
    this.pale = (float) (PALER * (most - least) / Math.max(1, most));
  }

  boolean shines(float red, float green, float blue, float y) {
    float least = Math.min(red, Math.min(green, blue));
    if (least >= BURNT) {
      return true;
    }
    if (y <= BRIGHTER * luma) {
      return false;
    }
    float most = Math.max(red, Math.max(green, blue));
    return most - least < pale * most;
  }

  /** Where only signs of the skin are expected: wide bounds. */
  boolean isCore(float red, float blue, float y) {
    float r = red - redness * y;
    float b = blue - blueness * y;
    return y > 0.3f * luma
        && r > -0.16f * y - LEVELS
        && r < 0.95f * y + LEVELS
        && b > -0.3f * y - LEVELS
        && b < 0.32f * y + LEVELS;
  }

  /** Where hair may be: dark only where it is red, too, as a lesion is. */
  boolean isRim(float red, float blue, float y) {
    float r = red - redness * y;
    float b = blue - blueness * y;
    float least = r > RED * y ? 0.45f : 0.66f;
    return y > least * luma
        && y < 1.5f * luma
        && r > -0.12f * y
        && r < 0.9f * y
        && b > -0.22f * y
        && b < 0.25f * y;
  }
}
