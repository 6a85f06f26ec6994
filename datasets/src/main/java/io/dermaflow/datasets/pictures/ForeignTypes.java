package io.dermaflow.datasets.pictures;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names what people send instead of a picture that is read. */
final class ForeignTypes {

  private static final int TEXT_BYTES = 512;

  /** Bytes that a type begins with; one character a byte. */
  private record Mark(String bytes, String name) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark("GIF8", "GIF"),
          new Mark("II*\0", "TIFF"),
          new Mark("MM\0*", "TIFF"),
          new Mark("8BPS", "Photoshop"),
          new Mark("\377\n", "JPEG XL"),
          new Mark("\0\0\0\fJXL ", "JPEG XL"),
          new Mark("\0\0\0\fjP  ", "JPEG 2000"),
          new Mark("%PDF-", "PDF"),
          new Mark("PK\003\004", "ZIP"),
          new Mark("PK\005\006", "ZIP"),
          new Mark("\037\213", "gzip"),
          new Mark("\177ELF", "ELF program"),
          new Mark("MZ", "Windows program"),
          new Mark("\032E\337\243", "Matroska or WebM video"));

  private ForeignTypes() {}

  /** What {@code bytes} are, or what they start with where no type is known. */
  static String describe(byte[] bytes) {
    if (bytes.length == 0) {
      return "nothing (0 bytes)";
    }
    return findName(bytes).orElseGet(() -> "starts with " + firstBytes(bytes));
  }

  private static Optional<String> findName(byte[] bytes) {
    if (Bytes.has(bytes, 4, "ftyp")) {
      return Optional.of(brand(bytes));
    }
    if (Bytes.has(bytes, 0, "RIFF")) {
      return Optional.of(riff(bytes));
    }
    if (BitmapStructure.isBitmap(bytes)) {
      return Optional.of("BMP");
    }
    return MARKS.stream()
        .filter(mark -> Bytes.has(bytes, 0, mark.bytes))
        .map(Mark::name)
        .findFirst()
        .or(() -> findText(bytes));
  }

  /** ISO/IEC 14496-12: the major brand says what the boxes are for. */
  private static String brand(byte[] bytes) {
    if (Bytes.has(bytes, 8, "avi")) {
      return "AVIF";
    }
    if (Bytes.has(bytes, 8, "he") || Bytes.has(bytes, 8, "mif1") || Bytes.has(bytes, 8, "msf1")) {
      return "HEIC/HEIF";
    }
    return Bytes.has(bytes, 8, "qt  ") ? "QuickTime video" : "MP4 video";
  }

  private static String riff(byte[] bytes) {
    if (Bytes.has(bytes, 8, "AVI ")) {
      return "AVI video";
    }
    return Bytes.has(bytes, 8, "WAVE") ? "WAV sound" : "RIFF";
  }

  private static Optional<String> findText(byte[] bytes) {
    int length = Math.min(TEXT_BYTES, bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(length);
    // A character that the first bytes cut in half is no error.
    boolean last = length == bytes.length;
    if (decoder.decode(ByteBuffer.wrap(bytes, 0, length), out, last).isError()) {
      return Optional.empty();
    }
    String text = out.flip().toString();
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
      return Optional.empty();
    }
    return Optional.of(textType(text.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT)));
  }

  private static String textType(String text) {
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "HTML";
    }
    if (text.startsWith("<") && text.contains("<svg")) {
      return "SVG";
    }
    if (text.startsWith("<?xml")) {
      return "XML";
    }
    return text.startsWith("{") || text.startsWith("[") ? "JSON" : "plain text";
  }

  private static String firstBytes(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(8, bytes.length); i++) {
      text.append(i == 0 ? "" : " ").append("%02X".formatted(bytes[i]));
    }
    return text.toString();
  }
}
