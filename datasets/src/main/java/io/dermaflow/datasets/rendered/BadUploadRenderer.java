package io.dermaflow.datasets.rendered;

import io.dermaflow.datasets.pictures.PictureCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes the uploads that go wrong, so that refusing them can be tried. One instance a thread. */
public final class BadUploadRenderer {

  private final SelfiePlanner planner;
  private final SelfieRenderer renderer;
  private final PictureCodec codec;

  public BadUploadRenderer(SelfiePlanner planner, SelfieRenderer renderer, PictureCodec codec) {
    this.planner = planner;
    this.renderer = renderer;
    this.codec = codec;
  }

  /** The bytes of a bad upload that calls itself {@code selfie.jpg}. */
  public byte[] render(BadUpload kind, int index) {
    SelfieSpec spec = planner.plan(index);
    return switch (kind) {
      case NO_FACE -> codec.encodeJpeg(renderer.renderNobody(spec), 88);
      case TWO_FACES ->
          codec.encodeJpeg(
              renderer.renderTwo(
                  SpecEdits.placed(spec, 0.27, 0.5, 0.17),
                  SpecEdits.placed(planner.plan(index + 1), 0.74, 0.5, 0.17)),
              88);
      case TOO_DARK -> codec.encodeJpeg(renderer.render(SpecEdits.exposed(spec, 0.07)), 88);
      case BLURRED -> codec.encodeJpeg(renderer.renderBlurred(spec), 88);
      case TINY -> codec.encodeJpeg(new SelfieRenderer(64, codec).render(spec), 88);
      case CUT_OFF -> {
        byte[] whole = renderer.jpeg(spec);
        yield Arrays.copyOf(whole, whole.length * 3 / 5);
      }
      case TEXT ->
          ("This is not a picture, number " + index + "\n")
              .repeat(40)
              .getBytes(StandardCharsets.UTF_8);
      case HUGE_HEADER -> hugeHeader(index);
    };
  }

  /** A JPEG whose header promises 12,000 x 9,000 pixels. */
  private byte[] hugeHeader(int index) {
    byte[] jpeg = renderer.jpeg(planner.plan(index));
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    for (int at = 2; at + 9 < jpeg.length; ) {
      int marker = bytes.getShort(at) & 0xFFFF;
      if (marker >= 0xFFC0 && marker <= 0xFFC2) {
        bytes.putShort(at + 5, (short) 9000).putShort(at + 7, (short) 12000);
        return jpeg;
      }
      at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
    }
    throw new IllegalStateException("the encoder wrote a JPEG without a frame header");
  }
}
