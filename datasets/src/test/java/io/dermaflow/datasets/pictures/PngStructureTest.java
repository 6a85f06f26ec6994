package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngStructureTest {

  private static final byte[] HEADER = header(20, 10, 8, 2, 0, 0, 0);
  private static final byte[] DATA = Samples.chunk("IDAT", Samples.bytes(1, 2, 3));
  private static final byte[] END = Samples.chunk("IEND", new byte[0]);

  private final PictureInspector inspector =
      new PictureInspector(PictureLimits.DEFAULT.withMinSide(1));

  private static byte[] header(int width, int height, int... rest) {
    return Samples.chunk(
        "IHDR",
        ByteBuffer.allocate(13).putInt(width).putInt(height).put(Samples.bytes(rest)).array());
  }

  private static byte[] png(byte[]... chunks) {
    return Samples.concat(Samples.text(PngChunks.SIGNATURE), Samples.concat(chunks));
  }

  /** With the last byte, which belongs to the checksum, changed. */
  private static byte[] failing(byte[] chunk) {
    byte[] other = chunk.clone();
    other[other.length - 1] ^= 0x10;
    return other;
  }

  private void accepted(byte[]... chunks) {
    assertThat(inspector.inspect(png(chunks)))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.PNG, 20, 10));
  }

  private void refused(PictureFault fault, String evidence, byte[]... chunks) {
    assertThat(inspector.inspect(png(chunks))).isEqualTo(new Inspection.Refused(fault, evidence));
  }

  @Test
  void takesWhatIsSound() {
    byte[] text = Samples.chunk("tEXt", Samples.text("Author\0nobody"));
    accepted(HEADER, text, DATA, DATA, END);
    accepted(HEADER, failing(text), DATA, END, Samples.text("behind the end"));
    accepted(header(20, 10, 4, 3, 0, 0, 1), Samples.chunk("PLTE", new byte[6]), DATA, text, END);
  }

  @Test
  void seesEveryFlippedBitOfThePictureData() {
    byte[] png = Samples.png(12, 9);
    // Signature, IHDR, then the length and the type of the first IDAT; IEND takes 12 bytes.
    for (int at = 8 + 25 + 8; at < png.length - 12; at++) {
      byte[] flipped = png.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      assertThat(inspector.inspect(flipped))
          .as("byte %d", at)
          .isEqualTo(
              new Inspection.Refused(
                  PictureFault.CORRUPT, "the checksum of chunk IDAT at byte 33 does not hold"));
    }
  }

  @Test
  void holdsTheChecksumsOfWhatIsNeeded() {
    refused(
        PictureFault.CORRUPT,
        "the checksum of chunk IHDR does not hold",
        failing(HEADER),
        DATA,
        END);
    refused(
        PictureFault.CORRUPT,
        "the checksum of chunk IEND at byte 48 does not hold",
        HEADER,
        DATA,
        failing(END));
  }

  @ParameterizedTest
  @CsvSource({"3,2", "16,3", "4,4", "8,1", "8,5", "8,7", "0,0", "32,6"})
  void refusesImpossibleColours(int depth, int colours) {
    refused(
        PictureFault.CORRUPT,
        "bit depth %d with colour type %d".formatted(depth, colours),
        header(20, 10, depth, colours, 0, 0, 0),
        DATA,
        END);
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "0,1,0", "0,0,2"})
  void refusesUnknownMethods(int compression, int filter, int interlace) {
    refused(
        PictureFault.CORRUPT,
        "compression %d, filter %d, interlace %d, expected 0, 0, and 0 or 1"
            .formatted(compression, filter, interlace),
        header(20, 10, 8, 2, compression, filter, interlace),
        DATA,
        END);
  }

  @Test
  void refusesChunksThatContradictEachOther() {
    PictureFault fault = PictureFault.CORRUPT;
    refused(fault, "a PNG without picture data", HEADER, END);
    refused(fault, "a PNG without picture data", HEADER, Samples.chunk("IDAT", new byte[0]), END);
    refused(fault, "chunk IHDR at byte 33, where none such can be", HEADER, HEADER, DATA, END);
    refused(
        fault,
        "chunk ABCD at byte 33, where none such can be",
        HEADER,
        Samples.chunk("ABCD", new byte[2]),
        DATA,
        END);
    refused(
        fault,
        "chunk 74455821 of 2 bytes at byte 33",
        HEADER,
        Samples.chunk("tEX!", new byte[2]),
        DATA,
        END);
    refused(
        fault,
        "a PNG of palette colours without a palette",
        header(20, 10, 8, 3, 0, 0, 0),
        DATA,
        END);
  }

  @Test
  void refusesWhatDoesNotBeginWithAHeader() {
    refused(
        PictureFault.NOT_A_PICTURE,
        "a PNG that begins with 4 bytes of CgBI, expected 13 of IHDR",
        Samples.chunk("CgBI", new byte[4]),
        HEADER,
        DATA,
        END);
    refused(PictureFault.NOT_A_PICTURE, "a PNG signature and no header");
    refused(
        PictureFault.NOT_A_PICTURE,
        "a PNG of 0 x 10 pixels",
        header(0, 10, 8, 2, 0, 0, 0),
        DATA,
        END);
  }

  @Test
  void refusesHugeDeclaredSizes() {
    refused(
        PictureFault.TOO_LARGE,
        "2147483647 x 2147483647 pixels, at most 50000000 in all and 30000 a side",
        header(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 2, 0, 0, 0),
        DATA,
        END);
    refused(
        PictureFault.CUT_OFF,
        "ends inside chunk IDAT",
        HEADER,
        Samples.bytes(0x7F, 0xFF, 0xFF, 0xFF, 'I', 'D', 'A', 'T', 1, 2, 3, 4, 5));
    refused(
        PictureFault.CORRUPT,
        "chunk IDAT of 4294967295 bytes at byte 33",
        HEADER,
        Samples.bytes(0xFF, 0xFF, 0xFF, 0xFF, 'I', 'D', 'A', 'T', 1, 2, 3, 4, 5));
  }
}
