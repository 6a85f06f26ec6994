package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;

/** Flakes and roughness of the skin; {@link Measurement} says what they are. */
final class Surface {

  /** What lesions are narrower than: half width in pixels. */
  private static final int LESION_REACH = 6;

  /** Luma of a white flake. */
  private static final double WHITE = 240;

  /** Share of a flake that is white where it is thickest. */
  private static final double COVER = 0.62;

  /** A flake shows at least this share of what that makes of the skin, percent for percent. */
  private static final double SHOWN = 0.2;

  /** Least difference to the skin around, percent, and in standard deviations of the noise. */
  private static final double LEAST = 3.5;

  private static final double NOISE = 2;
  private static final double DRYNESS_HALF = 0.03;

  /** How far from a spot the surface is not looked at, pixels. */
  private static final int AROUND_SPOT = 3;

  /** With fewer undisturbed pixels all skin is taken. */
  private static final int FEWEST = 1500;

  /** Part of the noise that is left in the band of the texture. */
  private static final double NOISE_LEFT = 0.35;

  private static final double TEXTURE_HALF = 1.0;

  private final SkinMaps maps;
  private final Spots spots;
  private final boolean[] flakes = new boolean[PIXELS];
  private double flakeShare;

  Surface(FaceView view, SkinMaps maps, Spots spots) {
    this.maps = maps;
    this.spots = spots;
    findFlakes(view.mask().cheeks());
  }

  private void findFlakes(CheekColour cheeks) {
    // Skin between pores and lines is no flake: they are filled first.
    float[] smooth = Smoothing.box(Smoothing.closed(maps.light, SkinMaps.SPECK_REACH), 1, 1);
    float[] skin = Smoothing.closed(Smoothing.opened(smooth, SkinMaps.FLAKE_REACH), LESION_REACH);
    double own = Math.max(1, cheeks.luma());
    double white = 100 * Math.log(((1 - COVER) * own + COVER * Math.max(own, WHITE)) / own);
    float least = (float) Math.max(LEAST, Math.max(SHOWN * white, NOISE * maps.noise));
    // The light middle of a pustule is no flake.
    float[] redNearby = Smoothing.grown(maps.redDetail, AROUND_SPOT);
    int found = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (maps.skin[i] > 0 && smooth[i] - skin[i] > least && redNearby[i] < Spots.NEAR_LESION) {
        flakes[i] = true;
        found++;
      }
    }
    flakeShare = (double) found / Math.max(1, maps.skinPixels);
  }

  double dryness() {
    return Scale.saturating(flakeShare, DRYNESS_HALF);
  }

  double texture() {
    float[] fine = Smoothing.box(maps.light, maps.skin, 1, 1);
    float[] coarse = Smoothing.box(maps.light, maps.skin, 2, 2);
    for (int i = 0; i < PIXELS; i++) {
      fine[i] -= coarse[i];
    }
    double spread = SkinMaps.spread(fine, undisturbed());
    double noise = NOISE_LEFT * maps.noise;
    return Scale.saturating(Math.sqrt(Math.max(0, spread * spread - noise * noise)), TEXTURE_HALF);
  }

  /** Skin away from spots, pores and flakes. */
  private boolean[] undisturbed() {
    float[] disturbed = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      disturbed[i] = spots.any[i] || flakes[i] ? 1 : 0;
    }
    float[] around = Smoothing.grown(disturbed, AROUND_SPOT);
    boolean[] calm = new boolean[PIXELS];
    boolean[] all = new boolean[PIXELS];
    int n = 0;
    for (int i = 0; i < PIXELS; i++) {
      all[i] = maps.skin[i] > 0;
      calm[i] = all[i] && around[i] == 0;
      n += calm[i] ? 1 : 0;
    }
    return n < FEWEST ? all : calm;
  }
}
