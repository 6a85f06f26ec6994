package io.dermaflow.datasets.rendered;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import java.util.SplittableRandom;

/**
 * Draws selfies of one size. The same specification gives the same pixels on every machine: only
 * correctly rounded arithmetic is used. Not thread-safe: one instance a thread.
 */
public final class SelfieRenderer {

  private final Canvas canvas;
  private final PictureCodec codec;

  /**
   * @param side width and height of the pictures, pixels, at least 64
   */
  public SelfieRenderer(int side, PictureCodec codec) {
    if (side < 64) {
      throw new IllegalArgumentException("side " + side + ", expected at least 64 pixels");
    }
    this.canvas = new Canvas(side);
    this.codec = codec;
  }

  /** The picture of one face. */
  public Picture render(SelfieSpec spec) {
    backdrop(spec);
    new FacePainter(canvas, spec).paint();
    return develop(spec);
  }

  /** One face as JPEG. */
  public byte[] jpeg(SelfieSpec spec) {
    return codec.encodeJpeg(render(spec), spec.jpegQuality());
  }

  /** Two people side by side. */
  Picture renderTwo(SelfieSpec left, SelfieSpec right) {
    backdrop(left);
    new FacePainter(canvas, left).paint();
    new FacePainter(canvas, right).paint();
    return develop(left);
  }

  /** A room without anybody: shapes of colours that skin does not have. */
  Picture renderNobody(SelfieSpec spec) {
    backdrop(spec);
    SplittableRandom random = new SplittableRandom(spec.textureSeed());
    int side = canvas.side;
    for (int i = 0; i < 9; i++) {
      int colour =
          (random.nextInt(90) << 16) | (60 + random.nextInt(150)) << 8 | (80 + random.nextInt(170));
      canvas.ellipse(
          random.nextDouble() * side,
          random.nextDouble() * side,
          side * (0.04 + 0.16 * random.nextDouble()),
          side * (0.04 + 0.12 * random.nextDouble()),
          random.nextDouble() * 3,
          colour,
          0.95);
    }
    return develop(spec);
  }

  /** One face, out of focus. */
  Picture renderBlurred(SelfieSpec spec) {
    backdrop(spec);
    new FacePainter(canvas, spec).paint();
    canvas.blur(canvas.side / 36);
    return canvas.develop((float) spec.exposure(), (float) spec.warmth(), 0.3f, spec.textureSeed());
  }

  private void backdrop(SelfieSpec spec) {
    canvas.backdrop(
        spec.background(), spec.backgroundBottom(), new SplittableRandom(~spec.textureSeed()));
  }

  private Picture develop(SelfieSpec spec) {
    canvas.soften((float) Math.min(1, spec.blur() * canvas.side));
    return canvas.develop(
        (float) spec.exposure(), (float) spec.warmth(), (float) spec.noise(), spec.textureSeed());
  }
}
