package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

/**
 * The memory of one analysis, 5 MiB, handed along by whoever reads a face and used again for the
 * next one. Planes are rows of {@link FaceCrop#SIDE} values: loops over whole rows at one index are
 * what the compiler turns into vector instructions. Nothing in it is cleared between faces.
 */
final class Workspace {

  final float[][] red = plane();
  final float[][] green = plane();
  final float[][] blue = plane();
  final float[][] luma = plane();

  /** What {@link SkinMask} says. */
  final byte[] kinds = new byte[PIXELS];

  final Bits surfaceBits = new Bits();
  final float[][] surface = plane();

  /** What {@link SkinMaps} says. */
  final float[][] light = plane();

  final float[][] redness = plane();
  final float[][] filled = plane();
  final float[][] broad = plane();
  final float[][] lightDetail = plane();
  final float[][] redDetail = plane();

  /** Whose content ends with the method that asked for it. */
  final float[][] first = plane();

  final float[][] second = plane();
  final float[][] third = plane();
  final float[][] fourth = plane();
  final float[][] fifth = plane();
  final float[][] sixth = plane();
  final float[][] seventh = plane();

  /** A queue of pixels. */
  final int[] queue = new int[PIXELS];

  final Sample sample = new Sample();

  private static float[][] plane() {
    return new float[SIDE][SIDE];
  }
}
