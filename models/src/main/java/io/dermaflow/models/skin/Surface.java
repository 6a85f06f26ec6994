package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

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

  /** Roughness is looked at in every so many rows. */
  private static final int STEP = 2;

  /** Where the skin near a pixel adds up to less there is nothing to take a mean of. */
  private static final float NOTHING = 1e-3f;

  private final FaceView view;
  private final SkinMaps maps;
  private final Spots spots;
  private final Bits flakes = new Bits();

  Surface(FaceView view, SkinMaps maps, Spots spots) {
    this.view = view;
    this.maps = maps;
    this.spots = spots;
    findFlakes();
  }

  private void findFlakes() {
    Workspace memory = view.workspace();
    float[][] smooth = memory.first;
    float[][] skin = memory.second;
    float[][] between = memory.third;
    // Skin between pores and lines is no flake: they are filled first.
    new Smoothing(view.map().extent).box(maps.filled, smooth, between, 1, 1);
    Morphology morphology = new Morphology(view.map().extent);
    morphology.shrink(smooth, skin, between, SkinMaps.FLAKE_REACH);
    morphology.grow(skin, skin, between, SkinMaps.FLAKE_REACH + LESION_REACH);
    morphology.shrink(skin, skin, between, LESION_REACH);
    double own = Math.max(1, view.mask().cheeks().luma());
    double white = 100 * Math.log(((1 - COVER) * own + COVER * Math.max(own, WHITE)) / own);
    float least = (float) Math.max(LEAST, Math.max(SHOWN * white, NOISE * maps.noise));
    // The light middle of a pustule is no flake.
    Bits lesions = spots.nearLesion.grown(AROUND_SPOT);
    long[] words = maps.surface.without(lesions).words;
    for (int at = 0; at < words.length; at++) {
      for (long word = words[at]; word != 0; word &= word - 1) {
        int index = at << 6 | Long.numberOfTrailingZeros(word);
        if (smooth[index / SIDE][index % SIDE] - skin[index / SIDE][index % SIDE] > least) {
          flakes.set(index);
        }
      }
    }
  }

  double dryness() {
    double share = (double) flakes.count() / Math.max(1, maps.skinPixels);
    return Scale.saturating(share, DRYNESS_HALF);
  }

  double texture() {
    double spread = spread();
    double noise = NOISE_LEFT * maps.noise;
    return Scale.saturating(Math.sqrt(Math.max(0, spread * spread - noise * noise)), TEXTURE_HALF);
  }

  private double spread() {
    Workspace memory = view.workspace();
    Extent extent = view.map().extent;
    float[][] fine = memory.first;
    float[][] fineShare = memory.second;
    float[][] coarse = memory.third;
    float[][] coarseShare = memory.fourth;
    float[][] between = memory.fifth;
    for (int y = extent.top(); y < extent.bottom(); y++) {
      weigh(maps.light[y], maps.skin[y], coarse[y], extent);
    }
    Smoothing smoothing = new Smoothing(extent);
    smoothing.box(coarse, fine, between, 1, 1, STEP);
    smoothing.box(coarse, coarse, between, 2, 2, STEP);
    smoothing.box(maps.skin, fineShare, between, 1, 1, STEP);
    smoothing.box(maps.skin, coarseShare, between, 2, 2, STEP);
    for (int y = extent.top(); y < extent.bottom(); y += STEP) {
      subtract(fine[y], fineShare[y], coarse[y], coarseShare[y], extent);
    }
    return SkinMaps.spread(fine, undisturbed(), extent.top(), STEP);
  }

  private static void weigh(float[] row, float[] weight, float[] out, Extent extent) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      out[x] = row[x] * weight[x];
    }
  }

  private static void subtract(
      float[] fine, float[] fineShare, float[] coarse, float[] coarseShare, Extent extent) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      fine[x] =
          fine[x] / Math.max(NOTHING, fineShare[x]) - coarse[x] / Math.max(NOTHING, coarseShare[x]);
    }
  }

  /** Skin away from spots, pores and flakes. */
  private Bits undisturbed() {
    Bits disturbed = flakes.with(spots.any).grown(AROUND_SPOT);
    Bits calm = maps.surface.without(disturbed);
    return calm.count() < FEWEST ? maps.surface : calm;
  }
}
