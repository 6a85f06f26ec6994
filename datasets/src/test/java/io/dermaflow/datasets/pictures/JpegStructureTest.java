package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures by hand: sound in structure, without sense in their data. */
class JpegStructureTest {

  private static final byte[] SOI = Samples.bytes(0xFF, 0xD8);
  private static final byte[] EOI = Samples.bytes(0xFF, 0xD9);
  private static final byte[] DQT = Samples.segment(0xDB, new byte[65]);
  private static final byte[] DHT = Samples.segment(0xC4, new byte[17]);
  private static final byte[] SOF = frame(0xC0, 8, 1, 0x11);
  private static final byte[] SOS = Samples.segment(0xDA, Samples.bytes(1, 1, 0, 0, 63, 0));
  private static final byte[] DATA = Samples.bytes(0x12, 0xFF, 0x00, 0x34);

  private final PictureInspector inspector =
      new PictureInspector(PictureLimits.DEFAULT.withMinSide(1));

  private static byte[] frame(int process, int bits, int components, int sampling) {
    byte[] body = new byte[6 + 3 * components];
    System.arraycopy(Samples.bytes(bits, 0, 16, 0, 24, components), 0, body, 0, 6);
    for (int i = 0; i < components; i++) {
      body[6 + 3 * i] = (byte) (i + 1);
      body[7 + 3 * i] = (byte) sampling;
    }
    return Samples.segment(process, body);
  }

  /** A scan whose data end with {@code more}. */
  private static byte[] scan(byte[]... more) {
    return Samples.concat(SOS, DATA, Samples.concat(more));
  }

  private static byte[] restart(int number) {
    return Samples.bytes(0xFF, 0xD0 + number, 0x55);
  }

  private static byte[] interval(int units) {
    return Samples.segment(0xDD, Samples.bytes(units >> 8, units));
  }

  private void accepted(byte[]... parts) {
    assertThat(inspector.inspect(Samples.concat(SOI, Samples.concat(parts))))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.JPEG, 24, 16));
  }

  private void refused(PictureFault fault, String evidence, byte[]... parts) {
    assertThat(inspector.inspect(Samples.concat(SOI, Samples.concat(parts))))
        .isEqualTo(new Inspection.Refused(fault, evidence));
  }

  @Test
  void takesWhatIsSound() {
    accepted(DQT, SOF, DHT, scan(), EOI);
    accepted(DQT, frame(0xC2, 8, 3, 0x22), DHT, scan(), DHT, scan(), EOI);
    accepted(DQT, frame(0xC1, 8, 4, 0x44), DHT, scan(), EOI);
  }

  @Test
  void takesAnArithmeticCodeWithoutHuffmanTables() {
    accepted(DQT, frame(0xC9, 8, 1, 0x11), scan(), EOI);
    refused(PictureFault.CORRUPT, "no Huffman table before the first scan", DQT, SOF, scan(), EOI);
  }

  @Test
  void takesWhatCamerasLeaveBetweenSegmentsAndBehindTheEnd() {
    byte[] fill = Samples.bytes(0xFF, 0xFF, 0xFF);
    byte[] stray = Samples.bytes(0, 1, 2, 0xFF, 0, 3, 0xFF, 0x01);
    byte[] comment = Samples.segment(0xFE, Samples.text("hello"));
    accepted(fill, DQT, stray, SOF, comment, DHT, scan(fill), EOI, Samples.text("more"));
    accepted(DQT, SOF, DHT, scan(comment, stray), EOI, SOI, DQT, SOF);
  }

  @Test
  void passesOverAPictureInsideAnApplicationSegment() {
    byte[] preview = Samples.concat(SOI, DQT, SOF, DHT, scan(), EOI);
    accepted(Samples.segment(0xE1, Samples.text("Exif\0\0"), preview), DQT, SOF, DHT, scan(), EOI);
  }

  @Test
  void countsRestartMarkers() {
    byte[] all = new byte[0];
    for (int i = 0; i < 10; i++) {
      all = Samples.concat(all, restart(i % 8));
    }
    accepted(DQT, SOF, DHT, interval(1), scan(all), EOI);
    // Each scan counts anew.
    accepted(DQT, SOF, DHT, interval(1), scan(restart(0)), scan(restart(0), restart(1)), EOI);
    refused(
        PictureFault.CORRUPT,
        "RST2, expected RST1",
        DQT,
        SOF,
        DHT,
        interval(1),
        scan(restart(0), restart(2)),
        EOI);
    for (byte[] none : new byte[][] {new byte[0], interval(0)}) {
      refused(
          PictureFault.CORRUPT,
          "RST0 without a restart interval",
          DQT,
          SOF,
          DHT,
          none,
          scan(restart(0)),
          EOI);
    }
    refused(
        PictureFault.CORRUPT,
        "a restart interval in 3 bytes",
        DQT,
        SOF,
        DHT,
        Samples.segment(0xDD, new byte[1]),
        scan(),
        EOI);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x02, 0xBF, 0xC0, 0xC2, 0xC8, 0xD8, 0xDE, 0xDF, 0xF0, 0xFD})
  void refusesMarkersThatNoScanCanHold(int code) {
    refused(
        PictureFault.CORRUPT,
        "marker FF%02X inside a scan".formatted(code),
        DQT,
        SOF,
        DHT,
        scan(Samples.bytes(0xFF, code, 0, 0)),
        EOI);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x02, 0xBF, 0xC8, 0xD8, 0xDE, 0xDF, 0xF0, 0xFD})
  void refusesMarkersThatNoHeaderCanHold(int code) {
    refused(
        PictureFault.CORRUPT,
        "marker FF%02X where none such can be".formatted(code),
        DQT,
        Samples.bytes(0xFF, code, 0, 2),
        SOF,
        DHT,
        scan(),
        EOI);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 7, 11, 13, 14, 15})
  void refusesProcessesThatNoDecoderReads(int process) {
    refused(
        PictureFault.NOT_A_PICTURE,
        "a JPEG of a process (SOF%d) that is not read".formatted(process),
        DQT,
        frame(0xC0 + process, 8, 1, 0x11),
        DHT,
        scan(),
        EOI);
  }

  @Test
  void refusesFramesThatAreNotRead() {
    byte[] flat = SOF.clone();
    flat[6] = 0;
    refused(PictureFault.NOT_A_PICTURE, "a JPEG of 24 x 0 pixels", DQT, flat, DHT, scan(), EOI);
    refused(
        PictureFault.NOT_A_PICTURE,
        "a JPEG of 12 bits a sample, expected 8",
        DQT,
        frame(0xC1, 12, 1, 0x11),
        DHT,
        scan(),
        EOI);
    for (int components : new int[] {0, 2, 5}) {
      refused(
          PictureFault.NOT_A_PICTURE,
          "a JPEG of %d components, expected 1, 3 or 4".formatted(components),
          DQT,
          frame(0xC0, 8, components, 0x11),
          DHT,
          scan(),
          EOI);
    }
  }

  @ParameterizedTest
  @CsvSource({"16,1 x 0", "1,0 x 1", "81,5 x 1", "21,1 x 5", "255,15 x 15"})
  void refusesSamplingFactorsOutsideOneToFour(int factors, String named) {
    refused(
        PictureFault.CORRUPT,
        "sampling factors " + named + ", expected 1 to 4",
        DQT,
        frame(0xC0, 8, 3, factors),
        DHT,
        scan(),
        EOI);
  }

  @Test
  void refusesSegmentsThatContradictEachOther() {
    PictureFault fault = PictureFault.CORRUPT;
    refused(fault, "a second frame header", DQT, SOF, SOF, DHT, scan(), EOI);
    refused(fault, "a scan before the frame header", DQT, DHT, scan(), SOF, EOI);
    refused(fault, "no quantisation table before the first scan", SOF, DHT, scan(), EOI);
    refused(fault, "a scan without data", DQT, SOF, DHT, SOS, EOI);
    refused(fault, "a scan without data", DQT, SOF, DHT, scan(), SOS, DHT, scan(), EOI);
    refused(fault, "JPEG segment FFDB of length 1", Samples.bytes(0xFF, 0xDB, 0, 1), SOF, DHT, EOI);
    refused(
        fault,
        "a frame header of 12 bytes for 1 components",
        DQT,
        Samples.segment(0xC0, Samples.bytes(8, 0, 16, 0, 24, 1, 1, 0x11, 0, 0)),
        EOI);
    refused(fault, "a frame header of 7 bytes", DQT, Samples.segment(0xC0, new byte[5]), DHT, EOI);
    refused(
        fault,
        "a scan header of 8 bytes for 2 components",
        DQT,
        SOF,
        DHT,
        Samples.segment(0xDA, Samples.bytes(2, 1, 0, 0, 63, 0)),
        DATA,
        EOI);
  }

  @Test
  void refusesWhatEndsBeforeItsFirstScan() {
    assertThat(inspector.inspect(SOI))
        .isEqualTo(
            new Inspection.Refused(
                PictureFault.NOT_A_PICTURE, "starts with FF D8, expected JPEG, PNG or WebP"));
    refused(PictureFault.NOT_A_PICTURE, "a JPEG signature and nothing else", Samples.bytes(0xFF));
    refused(PictureFault.NOT_A_PICTURE, "a JPEG that ends before its first scan", EOI);
    refused(
        PictureFault.NOT_A_PICTURE, "a JPEG that ends before its first scan", DQT, SOF, DHT, EOI);
  }

  @Test
  void refusesScanBombs() {
    byte[][] scans = new byte[101][];
    Arrays.fill(scans, scan());
    byte[] hundred = Samples.concat(Arrays.copyOf(scans, 100));
    byte[] progressive = frame(0xC2, 8, 1, 0x11);
    accepted(DQT, progressive, DHT, hundred, EOI);
    refused(
        PictureFault.TOO_LARGE,
        "101 scans, at most 100",
        DQT,
        progressive,
        DHT,
        Samples.concat(scans),
        EOI);
  }

  @Test
  void refusesHugeDeclaredSizes() {
    byte[] huge = SOF.clone();
    Arrays.fill(huge, 5, 9, (byte) 0xFF);
    refused(
        PictureFault.TOO_LARGE,
        "65535 x 65535 pixels, at most 50000000 in all and 30000 a side",
        DQT,
        huge,
        DHT,
        scan(),
        EOI);
    refused(
        PictureFault.CUT_OFF,
        "ends inside segment FFE1",
        DQT,
        SOF,
        Samples.bytes(0xFF, 0xE1, 0xFF, 0xFF, 1, 2, 3));
  }
}
