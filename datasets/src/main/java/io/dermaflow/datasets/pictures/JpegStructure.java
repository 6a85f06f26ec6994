package io.dermaflow.datasets.pictures;

import static io.dermaflow.datasets.pictures.JpegMarkers.DHT;
import static io.dermaflow.datasets.pictures.JpegMarkers.DQT;
import static io.dermaflow.datasets.pictures.JpegMarkers.DRI;
import static io.dermaflow.datasets.pictures.JpegMarkers.EOI;
import static io.dermaflow.datasets.pictures.JpegMarkers.RST0;
import static io.dermaflow.datasets.pictures.JpegMarkers.SOS;
import static io.dermaflow.datasets.pictures.JpegMarkers.TEM;

import org.jspecify.annotations.Nullable;

/**
 * ISO/IEC 10918-1 Annex B: marker segments up to the first EOI, entropy-coded data skipped. What
 * follows is not looked at: cameras put further pictures there.
 */
final class JpegStructure {

  private static final int MOST_SCANS = 100;

  private final byte[] bytes;
  private final JpegMarkers markers;
  private int width;
  private int height;
  private boolean arithmetic;
  private boolean quantised;
  private boolean huffman;
  private int restartInterval;
  private int restarts;
  private int scans;
  private int scanStart = -1;

  private JpegStructure(byte[] bytes) {
    this.bytes = bytes;
    this.markers = new JpegMarkers(bytes);
  }

  /** {@code bytes} begin with FF D8 FF. */
  static Structure read(byte[] bytes) {
    JpegStructure jpeg = new JpegStructure(bytes);
    while (jpeg.markers.next()) {
      Structure verdict = jpeg.step();
      if (verdict != null) {
        return verdict;
      }
    }
    return bytes.length > 3
        ? jpeg.cut("no end-of-image marker in " + bytes.length + " bytes")
        : Structure.notRead("a JPEG signature and nothing else");
  }

  /** The verdict that a marker brings, or null as long as there is none. */
  private @Nullable Structure step() {
    int code = markers.code();
    if (markers.inScan() && markers.start() == scanStart) {
      return Structure.corrupt("a scan without data");
    }
    if (markers.isRestart()) {
      return markers.inScan() ? restart(code - RST0) : null;
    }
    if (code == EOI) {
      return end();
    }
    if (!markers.mayFollowScan()) {
      if (markers.inScan()) {
        return Structure.corrupt("marker FF%02X inside a scan".formatted(code));
      }
      if (code == TEM) {
        return null;
      }
      if (!markers.isFrame()) {
        return Structure.corrupt("marker FF%02X where none such can be".formatted(code));
      }
    }
    if (markers.length() < 2) {
      return Structure.corrupt(
          "JPEG segment FF%02X of length %d".formatted(code, markers.length()));
    }
    if (!markers.whole()) {
      return cut("ends inside segment FF%02X".formatted(code));
    }
    return segment(code);
  }

  private @Nullable Structure segment(int code) {
    switch (code) {
      case DQT -> quantised = true;
      case DHT -> huffman = true;
      case DRI -> {
        if (markers.length() != 4) {
          return Structure.corrupt("a restart interval in %d bytes".formatted(markers.length()));
        }
        restartInterval = Bytes.u16(bytes, markers.body() + 2);
      }
      case SOS -> {
        return scan();
      }
      default -> {
        return markers.isFrame() ? frame(code) : null;
      }
    }
    return null;
  }

  private @Nullable Structure frame(int code) {
    int at = markers.body();
    int length = markers.length();
    // Baseline, extended and progressive, Huffman or arithmetic: what libjpeg decodes.
    if (code > 0xC2 && code != 0xC9 && code != 0xCA) {
      return Structure.notRead(
          "a JPEG of a process (SOF%d) that is not read".formatted(code & 0x0F));
    }
    if (width > 0) {
      return Structure.corrupt("a second frame header");
    }
    if (length < 8) {
      return Structure.corrupt("a frame header of %d bytes".formatted(length));
    }
    int bits = Bytes.u8(bytes, at + 2);
    int rows = Bytes.u16(bytes, at + 3);
    int columns = Bytes.u16(bytes, at + 5);
    int components = Bytes.u8(bytes, at + 7);
    if (bits != 8) {
      return Structure.notRead("a JPEG of %d bits a sample, expected 8".formatted(bits));
    }
    if (rows == 0 || columns == 0) {
      return Structure.notRead("a JPEG of %d x %d pixels".formatted(columns, rows));
    }
    if (components != 1 && components != 3 && components != 4) {
      return Structure.notRead("a JPEG of %d components, expected 1, 3 or 4".formatted(components));
    }
    if (length != 8 + 3 * components) {
      return Structure.corrupt(
          "a frame header of %d bytes for %d components".formatted(length, components));
    }
    arithmetic = code >= 0xC8;
    width = columns;
    height = rows;
    return sampling(components);
  }

  private @Nullable Structure sampling(int components) {
    for (int i = 0; i < components; i++) {
      int factors = Bytes.u8(bytes, markers.body() + 9 + 3 * i);
      int across = factors >> 4;
      int down = factors & 0x0F;
      if (across < 1 || across > 4 || down < 1 || down > 4) {
        return Structure.corrupt(
            "sampling factors %d x %d, expected 1 to 4".formatted(across, down));
      }
    }
    return null;
  }

  private @Nullable Structure scan() {
    if (width == 0) {
      return Structure.corrupt("a scan before the frame header");
    }
    int length = markers.length();
    int components = length > 2 ? Bytes.u8(bytes, markers.body() + 2) : 0;
    if (components < 1 || components > 4 || length != 6 + 2 * components) {
      return Structure.corrupt(
          "a scan header of %d bytes for %d components".formatted(length, components));
    }
    if (!quantised) {
      return Structure.corrupt("no quantisation table before the first scan");
    }
    if (!huffman && !arithmetic) {
      return Structure.corrupt("no Huffman table before the first scan");
    }
    scans++;
    restarts = 0;
    scanStart = markers.end();
    return null;
  }

  private @Nullable Structure restart(int number) {
    if (restartInterval == 0) {
      return Structure.corrupt("RST%d without a restart interval".formatted(number));
    }
    int expected = restarts++ % 8;
    return number == expected
        ? null
        : Structure.corrupt("RST%d, expected RST%d".formatted(number, expected));
  }

  private Structure end() {
    if (scans == 0) {
      return Structure.notRead("a JPEG that ends before its first scan");
    }
    if (scans > MOST_SCANS) {
      return new Structure(
          width,
          height,
          PictureFault.TOO_LARGE,
          "%d scans, at most %d".formatted(scans, MOST_SCANS));
    }
    return Structure.whole(width, height);
  }

  private Structure cut(String evidence) {
    return Structure.cut(width, height, evidence);
  }
}
