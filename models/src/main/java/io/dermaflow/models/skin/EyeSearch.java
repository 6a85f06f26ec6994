package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.EyePattern.ACROSS;
import static io.dermaflow.models.skin.EyePattern.CELL;
import static io.dermaflow.models.skin.EyePattern.COUNT;
import static io.dermaflow.models.skin.EyePattern.DECISIVE;
import static io.dermaflow.models.skin.EyePattern.DOWN;
import static io.dermaflow.models.skin.EyePattern.GRID;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

import io.dermaflow.datasets.pictures.Picture;
import java.util.Arrays;

/**
 * Finds the frame of a face in its box. Boxes of different detectors sit differently on a face;
 * what is searched for is the pattern that all faces share: contrast at eyes, brows and mouth, and
 * none below and between the eyes. Contrast is |luma − surroundings| / surroundings, summed over
 * cells of 4 × 4 pixels, so that neither light nor tone matters, and a place far from where the box
 * says has to be so much better.
 */
final class EyeSearch {

  /** Contrast beyond which an edge counts no more: hair and lesions are no better eyes. */
  private static final float MOST = 0.45f;

  /** Contrast of a cell as a whole number. */
  private static final float UNITS = 1 << 16;

  private static final int WIDE = GRID + 1;

  /** Radii of the boxes that make detail and, taken twice, surroundings; pixels. */
  private static final int NEAR = 2;

  private static final int FAR = 16;

  /** Sums of the contrast of all cells above and to the left. */
  private final int[] sums = new int[WIDE * WIDE];

  private float best = Float.NEGATIVE_INFINITY;
  private int bestPattern;
  private int bestPlace;

  private EyeSearch() {}

  /** The best place of the pattern. */
  static FaceFrame find(Picture picture, CropArea area, Workspace workspace) {
    EyeSearch search = new EyeSearch();
    new AreaSampler(picture, area).luma(workspace.luma);
    search.sumContrast(workspace);
    for (int pattern = 0; pattern < EyePattern.ALL.length; pattern++) {
      search.tryPlaces(pattern);
    }
    EyePattern found = EyePattern.ALL[search.bestPattern];
    return new FaceFrame(
        EyePattern.x(search.bestPlace % ACROSS) * CELL + (CELL - 1) / 2.0,
        EyePattern.y(search.bestPlace / ACROSS) * CELL + (CELL - 1) / 2.0,
        found.unit * CELL,
        found.roll,
        FaceFrame.MOUTH);
  }

  private void tryPlaces(int number) {
    EyePattern pattern = EyePattern.ALL[number];
    float most = (float) (EyePattern.REST * MOST * UNITS);
    for (int place = 0; place < DOWN * ACROSS; place++) {
      int down = place / ACROSS;
      int across = place % ACROSS;
      float value = -pattern.cost[place] * UNITS;
      for (int window = 0; window < DECISIVE; window++) {
        value += mean(pattern, window, down, across);
      }
      if (value + most <= best) {
        continue;
      }
      for (int window = DECISIVE; window < COUNT; window++) {
        value += mean(pattern, window, down, across);
      }
      if (value > best) {
        best = value;
        bestPattern = number;
        bestPlace = place;
      }
    }
  }

  /** Weighted mean contrast of the cells of a window. */
  private float mean(EyePattern pattern, int window, int down, int across) {
    int x = window * ACROSS + across;
    int y = window * DOWN + down;
    int left = pattern.left[x];
    int right = pattern.right[x];
    int top = pattern.top[y];
    int bottom = pattern.bottom[y];
    int sum = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
    return sum * pattern.perColumn[x] * pattern.perRow[y];
  }

  private void sumContrast(Workspace workspace) {
    float[][] luma = workspace.luma;
    float[][] near = workspace.second;
    float[][] far = workspace.third;
    Smoothing smoothing = new Smoothing(Extent.ALL);
    smoothing.box(luma, near, workspace.first, NEAR, 1);
    smoothing.box(luma, far, workspace.first, FAR, 2);
    float[] contrast = new float[SIDE];
    for (int y = 0; y < GRID; y++) {
      Arrays.fill(contrast, 0);
      for (int k = y * CELL; k < (y + 1) * CELL; k++) {
        addContrast(near[k], far[k], contrast);
      }
      int line = 0;
      for (int x = 0; x < GRID; x++) {
        int k = x * CELL;
        float sum = contrast[k] + contrast[k + 1] + contrast[k + 2] + contrast[k + 3];
        line += Math.round(sum * (UNITS / (CELL * CELL)));
        sums[(y + 1) * WIDE + x + 1] = sums[y * WIDE + x + 1] + line;
      }
    }
  }

  private static void addContrast(float[] near, float[] far, float[] sum) {
    for (int x = 0; x < SIDE; x++) {
      sum[x] += Math.min(MOST, Math.abs(near[x] - far[x]) / (far[x] + 8));
    }
  }
}
