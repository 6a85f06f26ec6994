package io.dermaflow.datasets.rendered;

import java.util.SplittableRandom;

/** Smooth random values in [-1, 1] over the plane, repeating every 64 cells. */
final class ValueNoise {

  private static final int CELLS = 64;
  private final float[] lattice = new float[CELLS * CELLS];

  ValueNoise(SplittableRandom random) {
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (float) (2 * random.nextDouble() - 1);
    }
  }

  float at(float x, float y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    float fx = x - ix;
    float fy = y - iy;
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    int x0 = ix & CELLS - 1;
    int x1 = ix + 1 & CELLS - 1;
    int y0 = (iy & CELLS - 1) * CELLS;
    int y1 = (iy + 1 & CELLS - 1) * CELLS;
    float top = lattice[y0 + x0] + (lattice[y0 + x1] - lattice[y0 + x0]) * fx;
    float bottom = lattice[y1 + x0] + (lattice[y1 + x1] - lattice[y1 + x0]) * fx;
    return top + (bottom - top) * fy;
  }
}
