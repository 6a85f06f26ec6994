package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WebpStructureTest {

  private final PictureInspector inspector =
      new PictureInspector(PictureLimits.DEFAULT.withMinSide(1));

  private void accepted(byte[] webp) {
    assertThat(inspector.inspect(webp))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.WEBP, 1, 1));
  }

  private void refused(PictureFault fault, String evidence, byte[] webp) {
    assertThat(inspector.inspect(webp)).isEqualTo(new Inspection.Refused(fault, evidence));
  }

  private static byte[] with(byte[] webp, int at, int value) {
    byte[] other = webp.clone();
    other[at] = (byte) value;
    return other;
  }

  private static byte[] canvas(int flags, int side) {
    int last = side - 1;
    return Samples.riffChunk("VP8X", Samples.bytes(flags, 0, 0, 0, last, 0, 0, last, 0, 0));
  }

  /** The frame of the lossless sample with its header. */
  private static byte[] frame() {
    byte[] webp = Samples.losslessWebp();
    return Arrays.copyOfRange(webp, 12, webp.length);
  }

  @Test
  void takesWhatIsSound() {
    accepted(Samples.lossyWebp());
    accepted(Samples.losslessWebp());
    accepted(Samples.extendedWebp());
    byte[] exif = Samples.riffChunk("EXIF", new byte[7]);
    accepted(Samples.webp(canvas(0x08, 1), frame(), exif));
    accepted(Samples.concat(Samples.losslessWebp(), Samples.text("behind the end")));
  }

  @Test
  void takesALastChunkWithoutItsPadding() {
    byte[] webp = Samples.losslessWebp();
    accepted(with(Arrays.copyOf(webp, webp.length - 1), 4, webp[4] - 1));
  }

  @Test
  void refusesAnimations() {
    refused(PictureFault.NOT_A_PICTURE, "a WebP that is an animation", Samples.animatedWebp());
    refused(
        PictureFault.NOT_A_PICTURE,
        "a WebP that is an animation",
        Samples.webp(canvas(0, 1), Samples.riffChunk("ANMF", new byte[16])));
  }

  @Test
  void refusesFramesWithoutTheirStartCode() {
    PictureFault fault = PictureFault.CORRUPT;
    String evidence = "a WebP frame without its start code";
    refused(fault, evidence, with(Samples.losslessWebp(), 20, 0x2E));
    refused(fault, evidence, with(Samples.losslessWebp(), 24, 0x30)); // version 1
    refused(fault, evidence, with(Samples.lossyWebp(), 20, 0x31)); // no key frame
    refused(fault, evidence, with(Samples.lossyWebp(), 23, 0x9C));
    refused(fault, evidence, with(Samples.extendedWebp(), 58 + 3, 0));
  }

  @Test
  void refusesChunksThatContradictEachOther() {
    PictureFault fault = PictureFault.CORRUPT;
    refused(
        fault,
        "chunk VP8L of 15 bytes reaches beyond the RIFF",
        with(Samples.losslessWebp(), 16, 15));
    refused(
        fault,
        "chunk VP8L of 4 bytes, too short",
        Samples.webp(canvas(0, 1), Samples.riffChunk("VP8L", Samples.bytes(0x2F, 0, 0, 0))));
    refused(fault, "chunk VP8  of 22 bytes, too short", with(Samples.lossyWebp(), 21, 0x03));
    refused(fault, "a frame of 1 x 1 pixels on 3 x 3", Samples.webp(canvas(0, 3), frame()));
    refused(
        fault,
        "a WebP without picture data",
        Samples.webp(canvas(0, 1), Samples.riffChunk("EXIF", new byte[4])));
    refused(
        fault,
        "a VP8X chunk of 12 bytes, expected 10",
        Samples.webp(Samples.riffChunk("VP8X", new byte[12]), frame()));
  }

  @Test
  void refusesHugeDeclaredSizes() {
    byte[] large = Samples.losslessWebp();
    Arrays.fill(large, 21, 24, (byte) 0xFF);
    large[24] = 0x0F;
    refused(
        PictureFault.TOO_LARGE,
        "16384 x 16384 pixels, at most 50000000 in all and 30000 a side",
        large);
    byte[] endless = Samples.lossyWebp();
    Arrays.fill(endless, 4, 8, (byte) 0xFF);
    refused(PictureFault.CUT_OFF, "42 of 4294967303 bytes are there", endless);
    byte[] chunk = Samples.losslessWebp();
    Arrays.fill(chunk, 16, 20, (byte) 0xFF);
    refused(PictureFault.CORRUPT, "chunk VP8L of 4294967295 bytes reaches beyond the RIFF", chunk);
  }

  @Test
  void refusesOtherFirstChunks() {
    refused(
        PictureFault.NOT_A_PICTURE,
        "a WebP without VP8 data",
        Samples.webp(Samples.riffChunk("EXIF", new byte[20]), frame()));
  }
}
