package io.dermaflow.datasets.pictures;

/** Numbers and names in bytes. Numbers are unsigned, and the caller knows that they are there. */
final class Bytes {

  private Bytes() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  static int u16(byte[] bytes, int at) {
    return (u8(bytes, at) << 8) | u8(bytes, at + 1);
  }

  static long u32(byte[] bytes, int at) {
    return ((long) u16(bytes, at) << 16) | u16(bytes, at + 2);
  }

  /** Little end first. */
  static int u16le(byte[] bytes, int at) {
    return u8(bytes, at) | (u8(bytes, at + 1) << 8);
  }

  /** Little end first. */
  static int u24le(byte[] bytes, int at) {
    return u16le(bytes, at) | (u8(bytes, at + 2) << 16);
  }

  /** Little end first. */
  static long u32le(byte[] bytes, int at) {
    return u16le(bytes, at) | ((long) u16le(bytes, at + 2) << 16);
  }

  /** Whether {@code text}, one byte a character, stands at {@code at}; false past the end. */
  static boolean has(byte[] bytes, int at, String text) {
    if (at + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (u8(bytes, at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
