package io.dermaflow.datasets.likeness;

import java.nio.ByteBuffer;

/**
 * What is kept of a picture to find others like it. No picture can be made of it again: it holds
 * signs, no values.
 *
 * @param hash perceptual hash: signs of the 64 lowest frequencies of a cosine transform
 * @param sketch {@value #SKETCH_LONGS} longs that stand for {@code pattern} in a first comparison
 * @param mirroredSketch the same of the mirrored picture
 * @param pattern {@value #PATTERN_LONGS} longs: for each of 64 rows one of the cells that are
 *     lighter than their surroundings, then one of those that are darker; leftmost cell lowest
 */
@SuppressWarnings("ArrayRecordComponent") // bits: compared by Likeness, copied by nobody
public record Fingerprint(long hash, long[] sketch, long[] mirroredSketch, long[] pattern) {

  /** Longs of a sketch. */
  public static final int SKETCH_LONGS = 4;

  /** Longs of a pattern. */
  public static final int PATTERN_LONGS = 128;

  /** Signs that change when a picture is mirrored: those of odd horizontal frequencies. */
  private static final long ODD = 0xAAAA_AAAA_AAAA_AAAAL;

  public Fingerprint {
    if (sketch.length != SKETCH_LONGS
        || mirroredSketch.length != SKETCH_LONGS
        || pattern.length != PATTERN_LONGS) {
      throw new IllegalArgumentException(
          "sketches of %d and %d, pattern of %d longs"
              .formatted(sketch.length, mirroredSketch.length, pattern.length));
    }
  }

  /** Perceptual hash of the mirrored picture. */
  public static long mirrored(long hash) {
    return hash ^ ODD;
  }

  /** Hash and sketches, for {@link #of}. */
  public byte[] index() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * (1 + 2 * SKETCH_LONGS)).putLong(hash);
    bytes.asLongBuffer().put(sketch).put(mirroredSketch);
    return bytes.array();
  }

  /** The pattern, for {@link #of}. */
  public byte[] patternBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * PATTERN_LONGS);
    bytes.asLongBuffer().put(pattern);
    return bytes.array();
  }

  /** What was written. */
  public static Fingerprint of(byte[] index, byte[] pattern) {
    ByteBuffer bytes = ByteBuffer.wrap(index);
    long hash = bytes.getLong();
    long[] sketch = new long[SKETCH_LONGS];
    long[] mirrored = new long[SKETCH_LONGS];
    bytes.asLongBuffer().get(sketch).get(mirrored);
    long[] cells = new long[PATTERN_LONGS];
    ByteBuffer.wrap(pattern).asLongBuffer().get(cells);
    return new Fingerprint(hash, sketch, mirrored, cells);
  }
}
