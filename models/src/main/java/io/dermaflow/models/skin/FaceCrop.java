package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Luma;
import io.dermaflow.datasets.pictures.Picture;

/**
 * A face and its surroundings at the working resolution, {@link #SIDE} × {@link #SIDE} pixels; of
 * these only the {@link Extent} that is looked at is filled in.
 */
final class FaceCrop {

  /** Working resolution, pixels. */
  static final int SIDE = 256;

  /** Pixels of the working picture. */
  static final int PIXELS = SIDE * SIDE;

  /** Side of what is cut out over the side of the box. */
  static final double ENLARGED = 1.4;

  /** Half the side of the box in working pixels: half the width of a face, about. */
  static final double HALF_BOX = SIDE / ENLARGED / 2;

  final float[][] red;
  final float[][] green;
  final float[][] blue;

  /** Rec. 601 luma, 0..255. */
  final float[][] luma;

  FaceCrop(Picture picture, CropArea area, Extent extent, Workspace workspace) {
    this.red = workspace.red;
    this.green = workspace.green;
    this.blue = workspace.blue;
    this.luma = workspace.luma;
    new AreaSampler(picture, area).colours(extent, red, green, blue);
    for (int y = extent.top(); y < extent.bottom(); y++) {
      luma(red[y], green[y], blue[y], luma[y], extent);
    }
  }

  private static void luma(float[] red, float[] green, float[] blue, float[] luma, Extent extent) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      luma[x] = Luma.single(red[x], green[x], blue[x]);
    }
  }
}
