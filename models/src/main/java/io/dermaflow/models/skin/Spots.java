package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;

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
  private static final int PORE_REACH = 2;

  /** The same of brown spots. */
  private static final int BROWN_REACH = 12;

  /** Skin has to be so much lighter on all sides of a brown spot, percent: a slope is none. */
  private static final float HOLLOW = 6;

  /** Percent of luma outside skin: darker than any skin, so that it closes nothing. */
  private static final float NOTHING = -1000;

  private static final double RED_HALF = 0.05;
  private static final double BROWN_HALF = 0.02;
  private static final double SPOTS_HALF = 0.06;
  private static final double PORES_HALF = 0.04;

  /** Any spot or pore. */
  final boolean[] any = new boolean[PIXELS];

  private double redShare;
  private double brownShare;
  private double poreShare;

  Spots(FaceView view, SkinMaps maps) {
    countSpots(view, maps);
    countPores(view, maps);
  }

  private void countSpots(FaceView view, SkinMaps maps) {
    int red = 0;
    int brown = 0;
    int outsideNose = 0;
    float[] hollows = hollows(maps);
    for (int i = 0; i < PIXELS; i++) {
      if (maps.skin[i] == 0) {
        continue;
      }
      float redder = maps.redDetail[i];
      float darker = -maps.lightDetail[i];
      boolean isRed = redder > RED && redder > LESION * darker;
      boolean onNose = Zone.NOSE_SHADOWS.holds(view.frame(), i);
      boolean isBrown =
          !onNose && darker > BROWN && hollows[i] > HOLLOW && redder < BROWNISH * darker;
      red += isRed ? 1 : 0;
      brown += isBrown ? 1 : 0;
      outsideNose += onNose ? 0 : 1;
      any[i] = isRed || isBrown;
    }
    redShare = (double) red / Math.max(1, maps.skinPixels);
    brownShare = (double) brown / Math.max(1, outsideNose);
  }

  /** How much lighter skin is on both sides along rows and along columns, whichever is less. */
  private static float[] hollows(SkinMaps maps) {
    float[] near = Smoothing.box(maps.broad, maps.skin, 1, 2);
    for (int i = 0; i < PIXELS; i++) {
      near[i] = maps.skin[i] > 0 ? near[i] : NOTHING;
    }
    float[] rows = Smoothing.closedAlongRows(near, BROWN_REACH);
    float[] columns = Smoothing.closedAlongColumns(near, BROWN_REACH);
    for (int i = 0; i < PIXELS; i++) {
      near[i] = Math.min(rows[i], columns[i]) - near[i];
    }
    return near;
  }

  /** A pore is filled by a closing along rows and by one along columns; a line by one of them. */
  private void countPores(FaceView view, SkinMaps maps) {
    float[] rows = Smoothing.closedAlongRows(maps.light, PORE_REACH);
    float[] columns = Smoothing.closedAlongColumns(maps.light, PORE_REACH);
    float least = Math.max(PORE, PORE_NOISE * maps.noise);
    int pores = 0;
    int zone = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (maps.skin[i] == 0) {
        continue;
      }
      float darker = Math.min(rows[i], columns[i]) - maps.light[i];
      boolean isPore = darker > least && maps.redDetail[i] < NEAR_LESION;
      any[i] |= isPore;
      if (Zone.PORES.holds(view.frame(), i)) {
        zone++;
        pores += isPore ? 1 : 0;
      }
    }
    poreShare = (double) pores / Math.max(1, zone);
  }

  double red() {
    return Scale.saturating(redShare, RED_HALF);
  }

  double brown() {
    return Scale.saturating(brownShare, BROWN_HALF);
  }

  double all() {
    return Scale.saturating(redShare + brownShare, SPOTS_HALF);
  }

  double pores() {
    return Scale.saturating(poreShare, PORES_HALF);
  }
}
