package io.dermaflow.datasets.likeness;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds all pairs of like pictures among many: by perceptual hash first, then by sketch, and what
 * is left by pattern. All hashes are compared with all: exact, the same time for any data, half a
 * minute for 300,000 pictures. Hashes and sketches take 72 bytes a picture of heap; patterns lie in
 * a file.
 */
public final class LikenessSearch implements Closeable {

  /** Most bits in which the hashes of like pictures differ. */
  public static final int MOST_DISTANCE = 14;

  /** Patterns of likeness 0.66 have sketches that differ in 70 of 256 bits, give or take 7. */
  private static final int MOST_SKETCH_DISTANCE = 105;

  /** Like pictures of lower index after which no more are looked for: they are like each other. */
  private static final int MOST_OF_ONE = 16;

  private static final int BLOCK = 2048;
  private static final int WORDS = 2 * Fingerprint.SKETCH_LONGS;
  private static final int PER_MAP = 1 << 18;

  private final Path file;
  private final FileChannel patterns;
  private long[] hashes = new long[1024];
  private long[] sketches = new long[1024 * WORDS];
  private int count;

  private LikenessSearch(Path file, FileChannel patterns) {
    this.file = file;
    this.patterns = patterns;
  }

  /** An empty one; its file is gone when it is closed. */
  public static LikenessSearch open() {
    try {
      Path file = Files.createTempFile("dermaflow-patterns", ".bin");
      return new LikenessSearch(
          file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file for patterns", e);
    }
  }

  /** Adds a picture, whose index is the number of those before. */
  public void add(Fingerprint fingerprint) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
      sketches = Arrays.copyOf(sketches, 2 * count * WORDS);
    }
    hashes[count] = fingerprint.hash();
    System.arraycopy(fingerprint.sketch(), 0, sketches, count * WORDS, WORDS / 2);
    System.arraycopy(
        fingerprint.mirroredSketch(), 0, sketches, count * WORDS + WORDS / 2, WORDS / 2);
    try {
      patterns.write(
          java.nio.ByteBuffer.wrap(fingerprint.patternBytes()),
          (long) count * Fingerprint.PATTERN_LONGS * Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("patterns cannot be kept in " + file, e);
    }
    count++;
  }

  /** Number of pictures. */
  public int size() {
    return count;
  }

  /**
   * All pairs, sorted by {@code a}, then {@code b}.
   *
   * @param firstNew pairs of two pictures below this index are not looked for
   */
  public List<LikePair> pairs(int firstNew) {
    LongBuffer[] mapped = map();
    int blocks = (count + BLOCK - 1) / BLOCK;
    List<LikePair> found = new ArrayList<>();
    IntStream.range(firstNew / BLOCK, blocks)
        .boxed()
        .sorted(Comparator.reverseOrder()) // the longest first
        .parallel()
        .map(block -> block(block, Math.max(firstNew, block * BLOCK), mapped))
        .forEachOrdered(found::addAll);
    found.sort(Comparator.comparingInt(LikePair::a).thenComparingInt(LikePair::b));
    return found;
  }

  /** Pairs whose larger index lies in a block. */
  private List<LikePair> block(int block, int from, LongBuffer[] mapped) {
    List<LikePair> found = new ArrayList<>();
    int until = Math.min(count, (block + 1) * BLOCK);
    long[] one = new long[Fingerprint.PATTERN_LONGS];
    long[] other = new long[Fingerprint.PATTERN_LONGS];
    for (int b = from; b < until; b++) {
      long hash = hashes[b];
      long mirrored = Fingerprint.mirrored(hash);
      int ofOne = 0;
      pattern(mapped, b, one);
      for (int a = 0; a < b && ofOne < MOST_OF_ONE; a++) {
        int straight = Long.bitCount(hash ^ hashes[a]);
        int turned = Long.bitCount(mirrored ^ hashes[a]);
        if (Math.min(straight, turned) > MOST_DISTANCE) {
          continue;
        }
        double likeness = 0;
        boolean flipped = false;
        if (mayBeLike(straight, a, b, false)) {
          pattern(mapped, a, other);
          likeness = Likeness.of(one, other);
        }
        if (likeness < Likeness.SAME && mayBeLike(turned, a, b, true)) {
          pattern(mapped, a, other);
          likeness = Likeness.of(Likeness.mirrored(one), other);
          flipped = true;
        }
        if (likeness >= Likeness.SAME) {
          found.add(new LikePair(a, b, flipped ? turned : straight, likeness, flipped));
          ofOne++;
        }
      }
    }
    return found;
  }

  private boolean mayBeLike(int distance, int a, int b, boolean flip) {
    return distance <= MOST_DISTANCE && sketchDistance(a, b, flip) <= MOST_SKETCH_DISTANCE;
  }

  private int sketchDistance(int a, int b, boolean flip) {
    int atA = a * WORDS;
    int atB = b * WORDS + (flip ? WORDS / 2 : 0);
    int distance = 0;
    for (int i = 0; i < WORDS / 2; i++) {
      distance += Long.bitCount(sketches[atA + i] ^ sketches[atB + i]);
    }
    return distance;
  }

  private LongBuffer[] map() {
    try {
      LongBuffer[] maps = new LongBuffer[(count + PER_MAP - 1) / PER_MAP];
      long bytes = (long) Fingerprint.PATTERN_LONGS * Long.BYTES;
      for (int i = 0; i < maps.length; i++) {
        long from = (long) i * PER_MAP;
        maps[i] =
            patterns
                .map(
                    FileChannel.MapMode.READ_ONLY,
                    from * bytes,
                    Math.min(PER_MAP, count - from) * bytes)
                .asLongBuffer();
      }
      return maps;
    } catch (IOException e) {
      throw new UncheckedIOException("patterns cannot be read from " + file, e);
    }
  }

  private static void pattern(LongBuffer[] mapped, int index, long[] target) {
    mapped[index / PER_MAP].get(index % PER_MAP * Fingerprint.PATTERN_LONGS, target);
  }

  @Override
  public void close() {
    try {
      patterns.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("patterns cannot be deleted: " + file, e);
    }
  }
}
