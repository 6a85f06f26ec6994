package io.dermaflow.datasets.pictures;

import static io.dermaflow.datasets.pictures.JpegMarkers.APP0;
import static io.dermaflow.datasets.pictures.JpegMarkers.APP1;
import static io.dermaflow.datasets.pictures.JpegMarkers.APP14;
import static io.dermaflow.datasets.pictures.JpegMarkers.APP15;
import static io.dermaflow.datasets.pictures.JpegMarkers.APP2;
import static io.dermaflow.datasets.pictures.JpegMarkers.COM;
import static io.dermaflow.datasets.pictures.JpegMarkers.EOI;
import static io.dermaflow.datasets.pictures.JpegMarkers.SOS;

import java.io.ByteArrayOutputStream;

/**
 * Keeps tables, frames, scans and entropy-coded data byte for byte, and of the application segments
 * JFIF, Adobe and ICC profiles. Stray bytes between segments go: no decoder reads them.
 */
final class JpegCleaner {

  /** As much of a JFIF or Adobe segment as is defined, without a thumbnail. */
  private static final int DEFINED = 12;

  /** Length, name, number of the part, number of parts. */
  private static final int ICC_HEADER = 2 + 12 + 2;

  private final byte[] bytes;
  private final int orientation;
  private final ByteArrayOutputStream out;
  private boolean turned;
  private boolean jfif;

  private JpegCleaner(byte[] bytes) {
    this.bytes = bytes;
    this.orientation = orientation(bytes);
    this.out = new ByteArrayOutputStream(bytes.length + ExifOrientation.BLOCK);
    this.turned = orientation == ExifOrientation.UPRIGHT;
  }

  static byte[] clean(byte[] bytes) {
    if (bytes.length < 2) {
      throw PictureCleaner.unsound("JPEG", bytes);
    }
    return new JpegCleaner(bytes).clean();
  }

  /** What the first EXIF segment says. */
  private static int orientation(byte[] bytes) {
    JpegMarkers markers = new JpegMarkers(bytes);
    while (markers.next() && markers.whole() && markers.code() != SOS && markers.code() != EOI) {
      int data = markers.body() + 2;
      if (markers.code() == APP1 && markers.length() >= 8 && Bytes.has(bytes, data, "Exif\0")) {
        return ExifOrientation.read(bytes, data + 6, markers.end());
      }
    }
    return ExifOrientation.UPRIGHT;
  }

  private byte[] clean() {
    JpegMarkers markers = new JpegMarkers(bytes);
    int done = 2;
    out.write(bytes, 0, done);
    while (markers.next() && markers.whole()) {
      if (markers.inScan()) {
        out.write(bytes, done, markers.start() - done);
      }
      segment(markers);
      if (markers.code() == EOI) {
        return out.toByteArray();
      }
      done = markers.end();
    }
    throw PictureCleaner.unsound("JPEG", bytes);
  }

  private void segment(JpegMarkers markers) {
    int code = markers.code();
    int data = markers.body() + 2;
    int length = markers.length() - 2;
    if (code == APP0 && !jfif && length >= 14 && Bytes.has(bytes, data, "JFIF\0")) {
      jfif = true;
      write(APP0, data, 0, 0); // a thumbnail of 0 x 0 pixels
    } else if (code == APP14 && length >= DEFINED && Bytes.has(bytes, data, "Adobe")) {
      turn();
      write(APP14, data);
    } else if (keeps(markers, data)) {
      turn();
      out.write(bytes, markers.start(), markers.end() - markers.start());
    }
  }

  private boolean keeps(JpegMarkers markers, int data) {
    int code = markers.code();
    if (code == APP2) {
      return markers.length() >= ICC_HEADER && Bytes.has(bytes, data, "ICC_PROFILE\0");
    }
    if (markers.isRestart()) {
      return markers.inScan();
    }
    boolean remark = (code >= APP0 && code <= APP15) || code == COM;
    return code == EOI || markers.isFrame() || (markers.mayFollowScan() && !remark);
  }

  /** The defined part of a segment, and what comes behind it. */
  private void write(int code, int data, int... more) {
    out.write(0xFF);
    out.write(code);
    out.write(0);
    out.write(2 + DEFINED + more.length);
    out.write(bytes, data, DEFINED);
    for (int value : more) {
      out.write(value);
    }
  }

  /** Before the first segment that is kept, or behind JFIF where that comes first. */
  private void turn() {
    if (turned) {
      return;
    }
    turned = true;
    out.write(0xFF);
    out.write(APP1);
    out.write(0);
    out.write(2 + 6 + ExifOrientation.BLOCK);
    out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    out.writeBytes(ExifOrientation.block(orientation));
  }
}
