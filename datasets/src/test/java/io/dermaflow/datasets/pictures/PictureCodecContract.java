package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PictureCodec} must do. */
public abstract class PictureCodecContract {

  private final PictureCodec codec = codec();
  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);

  protected abstract PictureCodec codec();

  /** A WebP of a picture, of whatever makes one. */
  protected abstract byte[] webp(Picture picture);

  private Picture decode(byte[] bytes) {
    return codec.decode(bytes, (Inspection.Accepted) inspector.inspect(bytes), 64);
  }

  /** Left half red, right half blue. */
  private static Picture halves() {
    Picture picture = new Picture(160, 96, new byte[160 * 96 * 3]);
    for (int pixel = 0; pixel < 160 * 96; pixel++) {
      picture.rgb()[3 * pixel + (pixel % 160 < 80 ? 0 : 2)] = (byte) 200;
    }
    return picture;
  }

  /** The JPEG with an EXIF block that says: turn it by 90 degrees to the right. */
  private static byte[] turned(byte[] jpeg) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0
    };
    byte[] all = Arrays.copyOf(jpeg, jpeg.length + exif.length);
    System.arraycopy(exif, 0, all, 2, exif.length);
    System.arraycopy(jpeg, 2, all, 2 + exif.length, jpeg.length - 2);
    return all;
  }

  private static void assertColour(Picture picture, int x, int y, int red, int blue) {
    int at = 3 * (y * picture.width() + x);
    assertThat(picture.rgb()[at] & 255).isCloseTo(red, within(12));
    assertThat(picture.rgb()[at + 2] & 255).isCloseTo(blue, within(12));
  }

  @Test
  void keepsColoursAndTheirOrder() {
    Picture back = decode(codec.encodeJpeg(halves(), 95));
    assertThat(back.width()).isEqualTo(160);
    assertColour(back, 20, 48, 200, 0);
    assertColour(back, 140, 48, 0, 200);
  }

  @Test
  void turnsAPictureUpright() {
    Picture back = decode(turned(codec.encodeJpeg(halves(), 95)));
    assertThat(back.width()).isEqualTo(96);
    assertThat(back.height()).isEqualTo(160);
    assertColour(back, 48, 20, 200, 0);
    assertColour(back, 48, 140, 0, 200);
  }

  /** A quarter of each kind: no two orientations look the same. */
  private static Picture quarters() {
    Picture picture = new Picture(160, 96, new byte[160 * 96 * 3]);
    for (int pixel = 0; pixel < 160 * 96; pixel++) {
      int red = pixel % 160 < 80 ? 200 : 60;
      int blue = pixel < 160 * 48 ? 200 : 60;
      picture.rgb()[3 * pixel] = (byte) red;
      picture.rgb()[3 * pixel + 2] = (byte) blue;
    }
    return picture;
  }

  @Test
  void turnsAWebpAsItTurnsAJpeg() {
    byte[] jpeg = codec.encodeJpeg(quarters(), 95);
    byte[] webp = webp(quarters());
    byte[] canvas = Samples.bytes(8, 0, 0, 0, 159, 0, 0, 95, 0, 0);
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] tiff = Samples.tiff(ByteOrder.LITTLE_ENDIAN, Samples.orientation(orientation));
      Picture expected =
          decode(Samples.inserted(jpeg, 2, Samples.segment(0xE1, Samples.text("Exif\0\0"), tiff)));
      Picture found =
          decode(
              Samples.webp(
                  Samples.riffChunk("VP8X", canvas),
                  Arrays.copyOfRange(webp, 12, webp.length),
                  Samples.riffChunk("EXIF", tiff)));
      assertThat(found.width()).as("orientation %d", orientation).isEqualTo(expected.width());
      for (int[] corner : new int[][] {{10, 10}, {-10, 10}, {10, -10}, {-10, -10}}) {
        int x = Math.floorMod(corner[0], found.width());
        int y = Math.floorMod(corner[1], found.height());
        assertColour(found, x, y, expected.channel(x, y, 0), expected.channel(x, y, 2));
      }
    }
    byte[] tiff = Samples.tiff(ByteOrder.LITTLE_ENDIAN, Samples.orientation(6));
    byte[] chunks = Arrays.copyOfRange(webp, 12, webp.length);
    byte[] simple = Samples.webp(chunks, Samples.riffChunk("EXIF", tiff));
    assertThat(decode(simple).width()).isEqualTo(160); // as its cleaned copy, which has no EXIF
  }

  @Test
  void givesTheSameBytesForTheSamePicture() {
    assertThat(codec.encodeJpeg(halves(), 90)).isEqualTo(codec.encodeJpeg(halves(), 90));
  }

  @Test
  void saysSoWhenItCannotDecode() {
    byte[] nonsense = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
    assertThatThrownBy(
            () ->
                codec.decode(
                    nonsense, new Inspection.Accepted(Inspection.Format.JPEG, 100, 100), 64))
        .isInstanceOf(PictureCodec.UndecodableException.class);
  }

  /** Pictures with more in them than pixels; two of them lie on their side. */
  private List<byte[]> dirty() {
    byte[] trailer = Samples.text("a motion photo");
    byte[] comment = Samples.segment(0xFE, Samples.text("a comment"));
    byte[] text = Samples.chunk("tEXt", Samples.text("Author\0somebody"));
    byte[] exif =
        Samples.chunk("eXIf", Samples.tiff(ByteOrder.LITTLE_ENDIAN, Samples.orientation(6)));
    byte[] extended = Samples.extendedWebp();
    return List.of(
        Samples.concat(
            Samples.inserted(turned(codec.encodeJpeg(halves(), 95)), 2, comment), trailer),
        Samples.inserted(Samples.jpeg(90, 70, true), 2, comment),
        Samples.inserted(Samples.png(90, 70), 8 + 25, text, exif),
        Samples.webp(
            Arrays.copyOfRange(extended, 12, extended.length),
            Samples.riffChunk("XMP ", Samples.text("<x/>"))),
        Samples.concat(Samples.losslessWebp(), trailer),
        Samples.concat(Samples.lossyWebp(), trailer),
        Samples.concat(Samples.bmp(90, 70), trailer));
  }

  @Test
  void decodesTheSamePixelsAfterCleaning() {
    PictureInspector tolerant = PictureInspector.withBitmaps(PictureLimits.DEFAULT.withMinSide(1));
    for (byte[] bytes : dirty()) {
      var header = (Inspection.Accepted) tolerant.inspect(bytes);
      byte[] cleaned = new PictureCleaner().clean(bytes, header);
      assertThat(cleaned.length).as("%s", header).isLessThan(bytes.length);
      Picture before = codec.decode(bytes, header, 64);
      Picture after = codec.decode(cleaned, header, 64);
      assertThat(after.width()).as("%s", header).isEqualTo(before.width());
      assertThat(after.rgb()).as("%s", header).isEqualTo(before.rgb());
    }
  }

  @Test
  void decodesReducedButNeverBelowTheSideAskedFor() {
    Picture large = new Picture(800, 640, new byte[800 * 640 * 3]);
    byte[] bytes = codec.encodeJpeg(large, 90);
    var header = (Inspection.Accepted) inspector.inspect(bytes);
    assertThat(codec.decode(bytes, header, 160).height()).isEqualTo(160);
    assertThat(codec.decode(bytes, header, 321).height()).isEqualTo(640);
  }
}
