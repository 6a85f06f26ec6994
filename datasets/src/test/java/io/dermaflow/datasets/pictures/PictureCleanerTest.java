package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureCleanerTest {

  /** Behind SOI and JFIF. */
  private static final int AFTER_JFIF = 2 + 18;

  /** Behind the signature and IHDR. */
  private static final int AFTER_HEADER = 8 + 25;

  private static final byte[] ICC =
      Samples.segment(0xE2, Samples.text("ICC_PROFILE\0\1\1 a profile"));
  private static final byte[] ADOBE = Samples.segment(0xEE, Samples.text("Adobe\0\144\0\0\0\0\1"));

  private final PictureCleaner cleaner = new PictureCleaner();
  private final PictureInspector inspector =
      PictureInspector.withBitmaps(PictureLimits.DEFAULT.withMinSide(1));

  /** Cleaned, and cleaned again, which changes nothing. */
  private byte[] clean(byte[] bytes) {
    var accepted = (Inspection.Accepted) inspector.inspect(bytes);
    byte[] cleaned = cleaner.clean(bytes, accepted);
    assertThat(inspector.inspect(cleaned)).isEqualTo(accepted);
    assertThat(cleaner.clean(cleaned, accepted)).isSameAs(cleaned);
    return cleaned;
  }

  private static byte[] exif(byte[] tiff) {
    return Samples.segment(0xE1, Samples.text("Exif\0\0"), tiff);
  }

  private static String leastTiff(int orientation) {
    return "4d4d002a00000008000101120003000000010%03x000000000000".formatted(orientation);
  }

  private static byte[] leastExif(int orientation) {
    return HexFormat.of().parseHex("ffe10022" + "457869660000" + leastTiff(orientation));
  }

  private static byte[] leastPngExif(int orientation) {
    return Samples.chunk("eXIf", HexFormat.of().parseHex(leastTiff(orientation)));
  }

  @Test
  void returnsTheSameArrayWhereNothingIsToBeTakenOut() {
    Samples.all().forEach((name, bytes) -> assertThat(clean(bytes)).as(name).isSameAs(bytes));
  }

  @Test
  void keepsOfAJpegWhatDecodesItAndItsOrientation() {
    byte[] jpeg = Samples.jpeg(24, 16, false);
    byte[] tiff =
        Samples.tiff(
            ByteOrder.LITTLE_ENDIAN,
            new int[] {0x010F, 3, 77},
            Samples.orientation(6),
            new int[] {0x8825, 3, 99});
    byte[] dirty =
        Samples.inserted(
            jpeg,
            AFTER_JFIF,
            Samples.segment(0xE0, Samples.text("JFXX\0\20preview")),
            Samples.segment(0xFE, Samples.text("a comment")),
            exif(tiff),
            Samples.segment(0xE1, Samples.text("http://ns.adobe.com/xap/1.0/\0<x/>")),
            ICC,
            Samples.segment(0xE2, Samples.text("MPF\0II*\0")),
            Samples.segment(0xED, Samples.text("Photoshop 3.0\0")),
            ADOBE,
            Samples.segment(0xEF, Samples.text("whatever")));
    dirty = Samples.concat(dirty, jpeg, Samples.text("ftypmp42 a motion photo"));
    assertThat(clean(dirty))
        .isEqualTo(Samples.inserted(jpeg, AFTER_JFIF, leastExif(6), ICC, ADOBE));
  }

  @Test
  void keepsEveryOrientationOfAJpegButUpright() {
    byte[] jpeg = Samples.jpeg(24, 16, true);
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (int orientation = 2; orientation <= 8; orientation++) {
        byte[] tiff = Samples.tiff(order, Samples.orientation(orientation));
        // Phones put EXIF before JFIF.
        assertThat(clean(Samples.inserted(jpeg, 2, exif(tiff))))
            .isEqualTo(Samples.inserted(jpeg, AFTER_JFIF, leastExif(orientation)));
      }
      byte[] upright = Samples.tiff(order, Samples.orientation(1));
      assertThat(clean(Samples.inserted(jpeg, 2, exif(upright)))).isEqualTo(jpeg);
    }
  }

  @Test
  void putsTheOrientationFirstWhereThereIsNoJfif() {
    byte[] jpeg = Samples.jpeg(24, 16, false);
    byte[] bare = Samples.concat(Arrays.copyOf(jpeg, 2), tail(jpeg));
    byte[] turned = exif(Samples.tiff(ByteOrder.BIG_ENDIAN, Samples.orientation(3)));
    assertThat(clean(Samples.inserted(bare, 2, ADOBE, turned)))
        .isEqualTo(Samples.inserted(bare, 2, leastExif(3), ADOBE));
  }

  private static byte[] tail(byte[] jpeg) {
    return Arrays.copyOfRange(jpeg, AFTER_JFIF, jpeg.length);
  }

  private static List<byte[]> absurd() {
    byte[] sound = Samples.tiff(ByteOrder.BIG_ENDIAN, Samples.orientation(6));
    byte[] loop = Samples.tiff(ByteOrder.BIG_ENDIAN, new int[] {0x0110, 3, 6});
    loop[loop.length - 1] = 8; // the next directory is this one
    return List.of(
        new byte[0],
        Samples.text("II"),
        Samples.text("MM\0*\0\0\0\10"),
        changed(sound, 0, "XX"),
        changed(sound, 0, "IM"),
        changed(sound, 0, "II"),
        changed(sound, 2, "\0\53"),
        changed(sound, 4, "\377\377\377\377"),
        changed(sound, 4, "\177\377\377\377"),
        changed(sound, 4, "\0\0\0\31"),
        changed(sound, 4, "\0\0\0\0"),
        changed(sound, 8, "\377\377"),
        changed(sound, 8, "\0\0"),
        changed(sound, 12, "\0\2"),
        changed(sound, 18, "\0\0"),
        changed(sound, 18, "\0\11"),
        changed(sound, 18, "\377\377"),
        Arrays.copyOf(sound, 21),
        loop);
  }

  private static byte[] changed(byte[] block, int at, String bytes) {
    byte[] other = block.clone();
    System.arraycopy(Samples.text(bytes), 0, other, at, bytes.length());
    return other;
  }

  @Test
  void takesAbsurdExifForUpright() {
    byte[] jpeg = Samples.jpeg(24, 16, false);
    byte[] png = Samples.png(12, 9);
    List<byte[]> blocks = absurd();
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(clean(Samples.inserted(jpeg, AFTER_JFIF, exif(blocks.get(i)))))
          .as("block %d", i)
          .isEqualTo(jpeg);
      assertThat(clean(Samples.inserted(png, AFTER_HEADER, Samples.chunk("eXIf", blocks.get(i)))))
          .as("block %d", i)
          .isEqualTo(png);
    }
  }

  @Test
  void takesTheThumbnailOutOfJfif() {
    byte[] jpeg = Samples.jpeg(24, 16, false);
    byte[] preview = Arrays.copyOfRange(jpeg, 6, AFTER_JFIF);
    preview[12] = 1;
    preview[13] = 1;
    byte[] dirty =
        Samples.concat(
            Arrays.copyOf(jpeg, 2),
            Samples.segment(0xE0, preview, Samples.bytes(10, 20, 30)),
            tail(jpeg));
    assertThat(clean(dirty)).isEqualTo(jpeg);
  }

  @Test
  void takesStrayBytesOutOfAJpegAndLeavesRestartsAndFillBytesInScans() {
    byte[] start =
        Samples.concat(
            Samples.bytes(0xFF, 0xD8),
            Samples.segment(0xDB, new byte[65]),
            Samples.segment(0xC0, Samples.bytes(8, 0, 16, 0, 24, 1, 1, 0x11, 0)),
            Samples.segment(0xC4, new byte[17]),
            Samples.segment(0xDD, Samples.bytes(0, 1)),
            Samples.segment(0xDA, Samples.bytes(1, 1, 0, 0, 63, 0)));
    byte[] data =
        Samples.bytes(1, 0xFF, 0, 2, 0xFF, 0xD0, 3, 0xFF, 0xFF, 0xD1, 4, 0xFF, 0, 0xFF, 0xD2, 5);
    byte[] end = Samples.bytes(0xFF, 0xFF, 0xD9);
    byte[] plain = Samples.concat(start, data, end);
    assertThat(clean(plain)).isSameAs(plain);
    byte[] comment = Samples.segment(0xFE, Samples.text("behind the data"));
    byte[] stray = Samples.bytes(9, 0xFF, 0, 0xFF, 0x01, 0xFF, 0xD0, 9);
    byte[] dirty = Samples.concat(start, data, comment, stray, end, Samples.text("trailer"));
    assertThat(clean(Samples.inserted(dirty, 2 + 69, stray))).isEqualTo(plain); // behind DQT
  }

  @Test
  void keepsOfAPngWhatDecodesItAndItsOrientation() {
    byte[] png = Samples.png(12, 9);
    byte[] gamma = Samples.chunk("gAMA", Samples.bytes(0, 0, 0xB1, 0x8F));
    byte[] profile = Samples.chunk("iCCP", Samples.text("icc\0\0..."));
    byte[] tiff = Samples.tiff(ByteOrder.LITTLE_ENDIAN, Samples.orientation(8));
    byte[] dirty =
        Samples.inserted(
            png,
            AFTER_HEADER,
            gamma,
            Samples.chunk("acTL", new byte[8]),
            Samples.chunk("fcTL", new byte[26]),
            Samples.chunk("tEXt", Samples.text("Author\0somebody")),
            profile,
            Samples.chunk("pHYs", new byte[9]),
            Samples.chunk("bKGD", new byte[6]),
            Samples.chunk("tIME", new byte[7]));
    byte[] later =
        Samples.concat(
            Samples.chunk("fdAT", new byte[9]),
            Samples.chunk("iTXt", Samples.text("XML:com.adobe.xmp\0\0\0\0\0<x/>")),
            Samples.chunk("eXIf", tiff),
            Samples.chunk("prVt", new byte[3]));
    dirty = Samples.inserted(dirty, dirty.length - 12, later);
    dirty = Samples.concat(dirty, Samples.text("PK\3\4 a polyglot"));
    assertThat(clean(dirty))
        .isEqualTo(Samples.inserted(png, AFTER_HEADER, leastPngExif(8), gamma, profile));
  }

  @Test
  void doesNotBelieveExifWhoseChecksumFails() {
    byte[] png = Samples.png(12, 9);
    byte[] exif = leastPngExif(6);
    exif[exif.length - 1] ^= 1;
    assertThat(clean(Samples.inserted(png, AFTER_HEADER, exif))).isEqualTo(png);
  }

  @Test
  void keepsOfAWebpTheFrameTheAlphaChannelTheProfileAndItsOrientation() {
    byte[] webp = Samples.extendedWebp();
    byte[] chunks = Arrays.copyOfRange(webp, 12 + 18, webp.length);
    byte[] profile = Samples.riffChunk("ICCP", Samples.text("a profile"));
    byte[] dirty =
        Samples.webp(
            canvas(0x3C),
            profile,
            Samples.riffChunk("JUNK", new byte[5]),
            chunks,
            Samples.riffChunk("EXIF", Samples.tiff(ByteOrder.BIG_ENDIAN, Samples.orientation(6))),
            Samples.riffChunk("XMP ", Samples.text("<x/>")));
    byte[] turned = Samples.riffChunk("EXIF", HexFormat.of().parseHex(leastTiff(6)));
    assertThat(clean(Samples.concat(dirty, Samples.text("behind the end"))))
        .isEqualTo(Samples.webp(canvas(0x38), profile, chunks, turned));
    byte[] asInJpeg =
        Samples.concat(
            Samples.text("Exif\0\0"),
            Samples.tiff(
                ByteOrder.LITTLE_ENDIAN, new int[] {0x010F, 3, 77}, Samples.orientation(6)));
    assertThat(clean(Samples.webp(canvas(0x10), chunks, Samples.riffChunk("EXIF", asInJpeg))))
        .isEqualTo(Samples.webp(canvas(0x18), chunks, turned));
    byte[] upright = Samples.tiff(ByteOrder.BIG_ENDIAN, Samples.orientation(1));
    assertThat(clean(Samples.webp(canvas(0x18), chunks, Samples.riffChunk("EXIF", upright))))
        .isEqualTo(Samples.webp(canvas(0x10), chunks));
    assertThat(clean(Samples.webp(canvas(0x3C), chunks)))
        .isEqualTo(Samples.webp(canvas(0x10), chunks));
  }

  private static byte[] canvas(int flags) {
    return Samples.riffChunk("VP8X", Samples.bytes(flags, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void takesTrailingBytesOffWebpAndBmp() {
    for (byte[] plain : List.of(Samples.losslessWebp(), Samples.lossyWebp(), Samples.bmp(6, 5))) {
      assertThat(clean(Samples.concat(plain, Samples.text("trailer")))).isEqualTo(plain);
    }
  }

  @Test
  void refusesWhatTheInspectorWouldRefuse() {
    for (Inspection.Format format : Inspection.Format.values()) {
      var accepted = new Inspection.Accepted(format, 10, 10);
      for (int length : new int[] {2, 8, 11, 12, 60}) {
        byte[] noise = ByteBuffer.allocate(length).putShort((short) 0xFFD8).array();
        if (format == Inspection.Format.BMP && length == 60) {
          noise[10] = 61; // where pixels begin
        }
        assertThatThrownBy(() -> cleaner.clean(noise, accepted))
            .as("%s of %d bytes", format, length)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(length + " bytes");
      }
    }
  }
}
