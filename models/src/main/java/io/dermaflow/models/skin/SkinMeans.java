package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;

/**
 * Means over what is skin of the pixels near and far from each: sums of the plane where there is
 * skin, over sums of the skin. Near is a blur of 1.2 pixels, far one of 7.5; that is taken on a
 * grid of 4 × 4 pixels, which it leaves no finer detail to be missed by, with straight lines in
 * between. Squares of 5 and twice of 3 cells have, with the cells themselves and the lines, its
 * variance.
 */
final class SkinMeans {

  /** Where the skin near a pixel adds up to less there is nothing to take a mean of. */
  private static final float NOTHING = 1e-3f;

  private static final int CELL = FaceMap.GRID;

  private final Extent extent;
  private final Extent cells;
  private final Smoothing smoothing;
  private final Smoothing ofCells;
  private final float[][] skin;
  private final float[][] nearShare;
  private final float[][] weighted;
  private final float[][] between;

  /** Rows of cells: the share of skin; sums, and then means; means for every column. */
  private final float[][] cellShare;

  private final float[][] cellMean;
  private final float[][] far;
  private final float[] line = new float[SIDE];

  SkinMeans(FaceView view) {
    Workspace memory = view.workspace();
    this.extent = view.map().extent;
    this.cells = new Extent(0, 0, extent.width() / CELL, (extent.bottom() - extent.top()) / CELL);
    this.smoothing = new Smoothing(extent);
    this.ofCells = new Smoothing(cells);
    this.skin = memory.surface;
    this.nearShare = memory.first;
    this.weighted = memory.second;
    this.between = memory.third;
    this.far = memory.fourth;
    this.cellShare = memory.fifth;
    this.cellMean = memory.sixth;
    smoothing.box(skin, nearShare, between, 1, 2);
    blurCells(skin, cellShare);
  }

  /**
   * @param out how far the near mean lies above the far one on skin, and 0 elsewhere
   * @param near the near mean on skin, and {@code elsewhere} elsewhere; may be {@code plane}
   */
  void look(float[][] plane, float[][] out, float[][] near, float elsewhere) {
    for (int y = extent.top(); y < extent.bottom(); y++) {
      weigh(plane[y], skin[y], weighted[y]);
    }
    blurCells(weighted, cellMean);
    for (int y = 0; y < cells.bottom(); y++) {
      divide(cellMean[y], cellShare[y]);
      widen(cellMean[y], far[y]);
    }
    smoothing.box(weighted, near, between, 1, 2);
    for (int y = extent.top(); y < extent.bottom(); y++) {
      int fine = 2 * (y - extent.top()) + 1 - CELL;
      int row = Math.floorDiv(fine, 2 * CELL);
      float part = (float) Math.floorMod(fine, 2 * CELL) / (2 * CELL);
      compare(near[y], y, far[cells.row(row)], far[cells.row(row + 1)], part, out[y], elsewhere);
    }
  }

  private void weigh(float[] row, float[] weight, float[] out) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      out[x] = row[x] * weight[x];
    }
  }

  private void compare(
      float[] near, int y, float[] above, float[] below, float part, float[] out, float other) {
    float[] share = nearShare[y];
    float[] weight = skin[y];
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      float mean = near[x] / Math.max(NOTHING, share[x]);
      out[x] = weight[x] * (mean - above[x] - part * (below[x] - above[x]));
      near[x] = weight[x] * mean + (1 - weight[x]) * other;
    }
  }

  private void blurCells(float[][] plane, float[][] out) {
    for (int y = 0; y < cells.bottom(); y++) {
      Arrays.fill(line, 0);
      for (int k = 0; k < CELL; k++) {
        add(plane[extent.top() + y * CELL + k]);
      }
      for (int x = 0; x < cells.right(); x++) {
        int at = extent.left() + x * CELL;
        out[y][x] = line[at] + line[at + 1] + line[at + 2] + line[at + 3];
      }
    }
    ofCells.box(out, out, between, 2, 1);
    ofCells.box(out, out, between, 1, 2);
  }

  private void add(float[] row) {
    float[] sum = line;
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      sum[x] += row[x];
    }
  }

  private void divide(float[] sums, float[] shares) {
    for (int x = 0, end = cells.right(); x < end; x++) {
      sums[x] /= Math.max(NOTHING, shares[x]);
    }
  }

  /** From the middles of cells to pixels. */
  private void widen(float[] row, float[] wide) {
    int last = cells.right() - 1;
    for (int x = 0; x <= last; x++) {
      float at = row[x];
      float before = row[Math.max(0, x - 1)] - at;
      float after = row[Math.min(last, x + 1)] - at;
      int to = extent.left() + x * CELL;
      wide[to] = at + 0.375f * before;
      wide[to + 1] = at + 0.125f * before;
      wide[to + 2] = at + 0.125f * after;
      wide[to + 3] = at + 0.375f * after;
    }
  }
}
