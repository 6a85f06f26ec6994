package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where on the face each working pixel is. Faces whose eyes were searched for sit in their crop in
 * one of a few ways: the maps of those are worked out once.
 */
final class FaceMap {

  /** What can be said of a pixel; 0 is outside of the face. */
  static final int FACE = 1;

  static final int FEATURE = 2;
  static final int CORE = 4;
  static final int NOSE = 8;
  static final int PORES = 16;
  static final int RIGHT = 32;

  /** The ellipse of the face: half width, middle and half height, in units of the frame. */
  private static final double WIDE = 1.0;

  private static final double MIDDLE = 0.19;
  private static final double HIGH = 1.2;

  /** Squared radius within which, and w below which, only signs of the skin are expected. */
  private static final double INNER = 0.72;

  private static final double HAIRLINE = -0.34;

  /** What filters see beyond the ellipse, pixels. */
  private static final int MARGIN = 8;

  /** Extents begin and end at multiples of this, for those who look at them in a coarser grid. */
  static final int GRID = 4;

  private static final Zone[] FEATURES = {Zone.EYES, Zone.BROW_ENDS, Zone.NOSTRILS, Zone.MOUTH};

  private static final List<FaceMap> SEARCHED =
      IntStream.range(0, EyePattern.ROLLS)
          .mapToObj(i -> new FaceMap(FaceFrame.fitted(EyePattern.roll(i), FaceFrame.MOUTH)))
          .toList();

  final FaceFrame frame;

  /** What holds all of the face. */
  final Extent extent;

  /** What is known of each pixel. */
  final byte[] places = new byte[PIXELS];

  /** Pixels of zones, in order; no pixel twice. */
  final char[] tone;

  final char[] chin;
  final char[] cheeksAndNose;
  final char[] foreheadAndChin;
  final char[] shineOfTZone;
  final char[] shineOfCheeks;
  final char[] lips;
  final char[] forehead;
  final char[] aroundEyes;

  private FaceMap(FaceFrame frame) {
    this.frame = frame;
    Bounds bounds = new Bounds();
    for (int i = 0; i < PIXELS; i++) {
      places[i] = (byte) place(i);
      if (places[i] != 0) {
        bounds.include(i % SIDE, i / SIDE);
      }
    }
    this.extent = bounds.extent();
    this.tone = pixels(Zone.TONE);
    this.chin = pixels(Zone.CHIN);
    this.cheeksAndNose = pixels(Zone.CHEEKS, Zone.NOSE);
    this.foreheadAndChin = pixels(Zone.FOREHEAD, Zone.CHIN);
    this.shineOfTZone = pixels(Zone.FOREHEAD, Zone.NOSE_RIDGE, Zone.CHIN);
    this.shineOfCheeks = pixels(Zone.OUTER_CHEEKS);
    this.lips = pixels(Zone.LIPS);
    this.forehead = pixels(Zone.FOREHEAD);
    this.aroundEyes = pixels(Zone.EYE_CORNERS, Zone.UNDER_EYES);
  }

  /** The map of a face that was fitted to its box. */
  static FaceMap fitted(double roll, double mouth) {
    for (FaceMap map : SEARCHED) {
      if (map.frame.roll == roll && map.frame.mouth == mouth) {
        return map;
      }
    }
    return new FaceMap(FaceFrame.fitted(roll, mouth));
  }

  /** True on the right half of the picture's face; only of pixels of the face. */
  boolean isRight(int index) {
    return (places[index] & RIGHT) != 0;
  }

  private int place(int index) {
    float atU = frame.u(index % SIDE, index / SIDE);
    float atW = frame.w(index % SIDE, index / SIDE);
    double u = atU / WIDE;
    double w = (atW - MIDDLE) / HIGH;
    double radius = u * u + w * w;
    if (radius > 1) {
      return 0;
    }
    int place = FACE;
    place |= in(atU, atW, FEATURES) ? FEATURE : 0;
    place |= radius < INNER && atW > HAIRLINE ? CORE : 0;
    place |= in(atU, atW, Zone.NOSE_SHADOWS) ? NOSE : 0;
    place |= in(atU, atW, Zone.PORES) ? PORES : 0;
    return place | (atU < 0 ? 0 : RIGHT);
  }

  private boolean in(float u, float w, Zone... zones) {
    for (Zone zone : zones) {
      if (zone.holds(u, w, frame.mouth)) {
        return true;
      }
    }
    return false;
  }

  private char[] pixels(Zone... zones) {
    char[] pixels = new char[PIXELS];
    int n = 0;
    for (int i = 0; i < PIXELS; i++) {
      if (in(frame.u(i % SIDE, i / SIDE), frame.w(i % SIDE, i / SIDE), zones)) {
        pixels[n++] = (char) i;
      }
    }
    return Arrays.copyOf(pixels, n);
  }

  /** The rectangle of what was seen. */
  private static final class Bounds {
    private int left = SIDE / 2;
    private int top = SIDE / 2;
    private int right = SIDE / 2;
    private int bottom = SIDE / 2;

    void include(int x, int y) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }

    Extent extent() {
      return new Extent(down(left), down(top), up(right), up(bottom));
    }

    private static int down(int position) {
      return Math.max(0, position - MARGIN) / GRID * GRID;
    }

    private static int up(int position) {
      return Math.min(SIDE, (position + MARGIN + GRID - 1) / GRID * GRID);
    }
  }
}
