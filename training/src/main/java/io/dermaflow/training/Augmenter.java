package io.dermaflow.training;

import java.util.SplittableRandom;

/**
 * Makes training pictures of a prepared one: mirrored, turned, sheared, zoomed and moved in one
 * affine mapping with bilinear interpolation, then lit differently. Beyond the edge the edge goes
 * on. One instance a thread.
 */
final class Augmenter {

  private final Augmentation how;
  private final int from;
  private final int to;

  /**
   * @param from side of the prepared picture
   * @param to side of what the network is given
   */
  Augmenter(Augmentation how, int from, int to) {
    this.how = how;
    this.from = from;
    this.to = to;
  }

  /**
   * @param source {@code from * from * 3} bytes
   * @param target gets {@code to * to * 3} bytes from {@code at} on
   */
  void apply(byte[] source, byte[] target, int at, SplittableRandom random) {
    boolean mirror = random.nextBoolean();
    if (how.wholePixels() && from == to) {
      move(source, target, at, mirror, random);
    } else {
      warp(source, target, at, mirror, random);
    }
    if (how.changesLight()) {
      light(target, at, random);
    }
  }

  private void move(byte[] source, byte[] target, int at, boolean mirror, SplittableRandom random) {
    int most = (int) Math.round(how.shift() * to);
    int dx = random.nextInt(2 * most + 1) - most;
    int dy = random.nextInt(2 * most + 1) - most;
    for (int y = 0; y < to; y++) {
      int row = clamp(y + dy) * to;
      for (int x = 0; x < to; x++) {
        int read = (row + clamp((mirror ? to - 1 - x : x) + dx)) * 3;
        int write = at + (y * to + x) * 3;
        target[write] = source[read];
        target[write + 1] = source[read + 1];
        target[write + 2] = source[read + 2];
      }
    }
  }

  private static double between(SplittableRandom random, double most) {
    return most == 0 ? 0 : most * (2 * random.nextDouble() - 1);
  }

  private void warp(byte[] source, byte[] target, int at, boolean mirror, SplittableRandom random) {
    double angle = Math.toRadians(between(random, how.rotation()));
    double shear = Math.toRadians(between(random, how.shear()));
    double zoomX = 1 + between(random, how.zoom());
    double zoomY = how.uniformZoom() ? zoomX : 1 + between(random, how.zoom());
    double shiftX = between(random, how.shift()) * from;
    double shiftY = between(random, how.shift()) * from;
    double scale = (double) from / to;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    // From an output position, seen from the centre, to a source position: zoom, shear, turn, move.
    double flip = mirror ? -1 : 1;
    double xx = cos * zoomX * scale * flip;
    double xy = (cos * StrictMath.sin(-shear) - sin * StrictMath.cos(shear)) * zoomY * scale;
    double yx = sin * zoomX * scale * flip;
    double yy = (sin * StrictMath.sin(-shear) + cos * StrictMath.cos(shear)) * zoomY * scale;
    double centre = (from - 1) / 2.0;
    double half = (to - 1) / 2.0;
    double left = centre + shiftX;
    double top = centre + shiftY;
    // 16 bits behind the point: exact on every machine, and fast.
    long one = 1L << 16;
    long stepX = Math.round(xx * one);
    long stepY = Math.round(yx * one);
    for (int y = 0; y < to; y++) {
      long sx = Math.round((left - half * xx + (y - half) * xy) * one);
      long sy = Math.round((top - half * yx + (y - half) * yy) * one);
      int write = at + y * to * 3;
      for (int x = 0; x < to; x++, write += 3, sx += stepX, sy += stepY) {
        sample(source, sx, sy, target, write);
      }
    }
  }

  private void sample(byte[] source, long sx, long sy, byte[] target, int write) {
    int x = (int) (sx >> 16);
    int y = (int) (sy >> 16);
    int fx = (int) (sx & 0xFFFF) >> 8;
    int fy = (int) (sy & 0xFFFF) >> 8;
    int last = from - 1;
    int x0 = Math.max(0, Math.min(last, x));
    int x1 = Math.max(0, Math.min(last, x + 1));
    int row0 = Math.max(0, Math.min(last, y)) * from;
    int row1 = Math.max(0, Math.min(last, y + 1)) * from;
    int a = (row0 + x0) * 3;
    int b = (row0 + x1) * 3;
    int c = (row1 + x0) * 3;
    int d = (row1 + x1) * 3;
    int wa = (256 - fx) * (256 - fy);
    int wb = fx * (256 - fy);
    int wc = (256 - fx) * fy;
    int wd = fx * fy;
    for (int i = 0; i < 3; i++) {
      int sum =
          (source[a + i] & 0xFF) * wa
              + (source[b + i] & 0xFF) * wb
              + (source[c + i] & 0xFF) * wc
              + (source[d + i] & 0xFF) * wd;
      target[write + i] = (byte) ((sum + 0x8000) >> 16);
    }
  }

  private void light(byte[] target, int at, SplittableRandom random) {
    double contrast = 1 + between(random, how.contrast());
    double brightness = between(random, how.brightness());
    byte[][] tables = new byte[3][256];
    for (int channel = 0; channel < 3; channel++) {
      double factor = contrast * (1 + between(random, how.colour()));
      for (int level = 0; level < 256; level++) {
        long value = Math.round(level * factor + brightness);
        tables[channel][level] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    int end = at + to * to * 3;
    for (int i = at; i < end; i += 3) {
      target[i] = tables[0][target[i] & 0xFF];
      target[i + 1] = tables[1][target[i + 1] & 0xFF];
      target[i + 2] = tables[2][target[i + 2] & 0xFF];
    }
  }

  private int clamp(int position) {
    return Math.max(0, Math.min(to - 1, position));
  }
}
