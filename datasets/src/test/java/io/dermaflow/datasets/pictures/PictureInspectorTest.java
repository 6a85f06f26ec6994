package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureInspectorTest {

  private final PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);
  private final PictureInspector tolerant =
      PictureInspector.withBitmaps(PictureLimits.DEFAULT.withMinSide(1));
  private final byte[] jpeg = codec.encodeJpeg(new Picture(100, 80, new byte[24000]), 90);

  private PictureFault fault(byte[] bytes) {
    return ((Inspection.Refused) inspector.inspect(bytes)).reason();
  }

  @Test
  void acceptsWholePictures() {
    assertThat(inspector.inspect(jpeg))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.JPEG, 100, 80));
    assertThat(inspector.inspect(Samples.jpeg(100, 80, true)))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.JPEG, 100, 80));
    assertThat(inspector.inspect(Samples.png(90, 70)))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.PNG, 90, 70));
    assertThat(tolerant.inspect(Samples.losslessWebp()))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.WEBP, 1, 1));
    assertThat(tolerant.inspect(Samples.bmp(6, 5)))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.BMP, 6, 5));
  }

  @Test
  void refusesAJpegCutAnywhere() {
    for (int length = 4; length < jpeg.length; length++) {
      assertThat(fault(Arrays.copyOf(jpeg, length)))
          .as("cut at %d", length)
          .isEqualTo(PictureFault.CUT_OFF);
    }
  }

  @Test
  void refusesACutPng() {
    byte[] png = Samples.png(90, 70);
    assertThat(fault(Arrays.copyOf(png, png.length - 5))).isEqualTo(PictureFault.CUT_OFF);
  }

  @Test
  void acceptsNoBeginningOfAPicture() {
    Samples.all()
        .forEach(
            (name, bytes) -> {
              assertThat(tolerant.inspect(bytes)).as(name).isInstanceOf(Inspection.Accepted.class);
              for (int length = 0; length < bytes.length; length++) {
                assertThat(tolerant.inspect(Arrays.copyOf(bytes, length)))
                    .as("%s cut at %d", name, length)
                    .isInstanceOfSatisfying(
                        Inspection.Refused.class,
                        refused ->
                            assertThat(refused.reason())
                                .isIn(PictureFault.CUT_OFF, PictureFault.NOT_A_PICTURE));
              }
            });
  }

  @Test
  void refusesPixelBombsByTheirHeader() {
    byte[] header = Samples.bytes(1, 0, 0, 90, 0, 0, 0, 70, 8, 2, 0, 0, 0);
    byte[] png = Samples.concat(Samples.text(PngChunks.SIGNATURE), Samples.chunk("IHDR", header));
    assertThat(fault(png)).isEqualTo(PictureFault.TOO_LARGE);
    png[png.length - 1] ^= 1;
    assertThat(fault(png)).isEqualTo(PictureFault.CORRUPT);
  }

  @Test
  void refusesMoreBytesThanTheLimitWithoutReadingThem() {
    PictureInspector narrow = new PictureInspector(new PictureLimits(1000, 50_000_000, 64));
    assertThat(narrow.inspect(new byte[1001]))
        .isEqualTo(new Inspection.Refused(PictureFault.TOO_LARGE, "1001 bytes, at most 1000"));
  }

  @Test
  void refusesWhatIsNoPictureOrTooSmall() {
    assertThat(fault(new byte[0])).isEqualTo(PictureFault.NOT_A_PICTURE);
    assertThat(fault("GIF89a".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(PictureFault.NOT_A_PICTURE);
    assertThat(fault(Samples.png(63, 200))).isEqualTo(PictureFault.TOO_SMALL);
    assertThat(fault(Samples.bmp(100, 100))).isEqualTo(PictureFault.NOT_A_PICTURE);
  }

  /** What is still accepted can be cleaned, and stays what it was. */
  @Test
  void standsTwoThousandFlippedBitsOfEachKind() {
    PictureCleaner cleaner = new PictureCleaner();
    Random random = new Random(11);
    Samples.all()
        .forEach(
            (name, whole) -> {
              for (int round = 0; round < 2000; round++) {
                byte[] bytes = whole.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                  bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                if (tolerant.inspect(bytes) instanceof Inspection.Accepted accepted) {
                  byte[] cleaned = cleaner.clean(bytes, accepted);
                  assertThat(tolerant.inspect(cleaned))
                      .as("%s %d", name, round)
                      .isEqualTo(accepted);
                  assertThat(cleaner.clean(cleaned, accepted))
                      .as("%s %d", name, round)
                      .isSameAs(cleaned);
                }
              }
            });
  }

  @Test
  void refusesNoiseWithAndWithoutASignature() {
    Random random = new Random(12);
    for (String signature :
        List.of("", "\377\330\377", PngChunks.SIGNATURE, "RIFF\20\0\0\0WEBPVP8 ", "BM")) {
      for (int round = 0; round < 2000; round++) {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        assertThat(tolerant.inspect(Samples.concat(Samples.text(signature), noise)))
            .as("%s %d", signature, round)
            .isInstanceOf(Inspection.Refused.class);
      }
    }
  }
}
