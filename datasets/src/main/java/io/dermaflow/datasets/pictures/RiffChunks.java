package io.dermaflow.datasets.pictures;

/** Walks the chunks of a WebP (RFC 9649) behind its RIFF header. For one thread. */
final class RiffChunks {

  /** "RIFF", the size of all that follows it, "WEBP". */
  static final int HEADER = 12;

  private final byte[] bytes;
  private final long limit;
  private int start;
  private long length;
  private long end = HEADER;

  RiffChunks(byte[] bytes) {
    this.bytes = bytes;
    this.limit = Math.min(bytes.length, size(bytes));
  }

  /** How many bytes the RIFF header says there are in all. */
  static long size(byte[] bytes) {
    return 8 + Bytes.u32le(bytes, 4);
  }

  /** Goes to the next chunk; false where the RIFF ends before one has a name and a length. */
  boolean next() {
    if (end + 8 > limit) {
      return false;
    }
    start = (int) end;
    length = Bytes.u32le(bytes, start + 4);
    end = start + 8 + length + (length & 1); // a byte of padding makes it even
    return true;
  }

  boolean is(String name) {
    return Bytes.has(bytes, start, name);
  }

  /** Whether the chunk is the picture itself. */
  boolean isFrame() {
    return is("VP8 ") || is("VP8L");
  }

  /** Where the chunk begins, with its name. */
  int start() {
    return start;
  }

  /** Bytes of data; they begin 8 bytes after the chunk. */
  long length() {
    return length;
  }

  /** Whether the chunk is there; the padding of the last one is often forgotten. */
  boolean whole() {
    return start + 8 + length <= limit;
  }

  /** The name, for a person. */
  String name() {
    StringBuilder name = new StringBuilder();
    for (int i = start; i < start + 4; i++) {
      int letter = Bytes.u8(bytes, i);
      name.append(letter >= ' ' && letter < 127 ? (char) letter : '?');
    }
    return name.toString();
  }
}
