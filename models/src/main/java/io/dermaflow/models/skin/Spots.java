package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

/** Spots and pores of the skin; {@link Measurement} says what they are. */
final class Spots {

  /** Least difference to the surroundings, percent. */
  private static final float RED = 9;

  private static final float BROWN = 9;
  private static final float PORE = 16;

  /** The same in standard deviations of the noise. */
  private static final float PORE_NOISE = 4.5f;

  /** Redness over darkening: a lesion has more than the first, a brown spot less than the other. */
  private static final float LESION = 0.6f;

  private static final float BROWNISH = 0.45f;

  /** Redder surroundings than this are a lesion's, percent. */
  static final float NEAR_LESION = 6;

  /** Half the width of what closing fills, pixels. */
  private static final int PORE_REACH = SkinMaps.SPECK_REACH;

  /** The same of brown spots. */
  private static final int BROWN_REACH = 12;

  /** Skin has to be so much lighter on all sides of a brown spot, percent: a slope is none. */
  private static final float HOLLOW = 6;

  private static final double RED_HALF = 0.05;
  private static final double BROWN_HALF = 0.02;
  private static final double SPOTS_HALF = 0.06;
  private static final double PORES_HALF = 0.04;

  /** Any spot or pore. */
  final Bits any = new Bits();

  /** What is a lesion or near to one. */
  final Bits nearLesion = new Bits();

  private final SkinMaps maps;
  private final byte[] places;
  private final float leastPore;
  private int redPixels;
  private int brownPixels;
  private int outsideNose;
  private int porePixels;
  private int poreZone;

  Spots(FaceView view, SkinMaps maps) {
    this.maps = maps;
    this.places = view.map().places;
    this.leastPore = Math.max(PORE, PORE_NOISE * maps.noise);
    long[] words = maps.surface.words;
    for (int at = 0; at < words.length; at++) {
      for (long word = words[at]; word != 0; word &= word - 1) {
        look(at << 6 | Long.numberOfTrailingZeros(word));
      }
    }
  }

  private void look(int index) {
    int y = index / SIDE;
    int x = index % SIDE;
    float redder = maps.redDetail[y][x];
    float darker = -maps.lightDetail[y][x];
    int place = places[index];
    if ((place & FaceMap.NOSE) == 0) {
      outsideNose++;
      if (darker > BROWN && redder < BROWNISH * darker && isHollow(x, y)) {
        brownPixels++;
        any.set(index);
      }
    }
    if (redder >= NEAR_LESION) {
      nearLesion.set(index);
      if (redder > RED && redder > LESION * darker) {
        redPixels++;
        any.set(index);
      }
    }
    boolean zone = (place & FaceMap.PORES) != 0;
    poreZone += zone ? 1 : 0;
    if (maps.filled[y][x] - maps.light[y][x] > leastPore && redder < NEAR_LESION && isPore(x, y)) {
      porePixels += zone ? 1 : 0;
      any.set(index);
    }
  }

  /** True where a closing along rows and one along columns lift a pixel by more than that. */
  private boolean isHollow(int x, int y) {
    float level = maps.broad[y][x] + HOLLOW;
    return isBetweenInRow(maps.broad[y], x, level, BROWN_REACH)
        && isBetweenInColumn(maps.broad, x, y, level, BROWN_REACH);
  }

  /** A pore is filled by a closing along rows and by one along columns; a line by one of them. */
  private boolean isPore(int x, int y) {
    float level = maps.light[y][x] + leastPore;
    return isBetweenInRow(maps.light[y], x, level, PORE_REACH)
        && isBetweenInColumn(maps.light, x, y, level, PORE_REACH);
  }

  /**
   * Whether the closing by a segment of {@code 2 × reach + 1} pixels lies above a level here: all
   * segments with the pixel in them reach to a higher one, before it or behind it.
   */
  private static boolean isBetweenInRow(float[] row, int x, float level, int reach) {
    int before = 1;
    while (before <= 2 * reach && x - before >= 0 && row[x - before] <= level) {
      before++;
    }
    int most = 2 * reach + 1 - before;
    for (int after = 1; after <= most && x + after < SIDE && x - before >= 0; after++) {
      if (row[x + after] > level) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBetweenInColumn(float[][] plane, int x, int y, float level, int reach) {
    int before = 1;
    while (before <= 2 * reach && y - before >= 0 && plane[y - before][x] <= level) {
      before++;
    }
    int most = 2 * reach + 1 - before;
    for (int after = 1; after <= most && y + after < SIDE && y - before >= 0; after++) {
      if (plane[y + after][x] > level) {
        return true;
      }
    }
    return false;
  }

  double red() {
    return Scale.saturating(redShare(), RED_HALF);
  }

  double brown() {
    return Scale.saturating(brownShare(), BROWN_HALF);
  }

  double all() {
    return Scale.saturating(redShare() + brownShare(), SPOTS_HALF);
  }

  double pores() {
    return Scale.saturating((double) porePixels / Math.max(1, poreZone), PORES_HALF);
  }

  private double redShare() {
    return (double) redPixels / Math.max(1, maps.skinPixels);
  }

  private double brownShare() {
    return (double) brownPixels / Math.max(1, outsideNose);
  }
}
