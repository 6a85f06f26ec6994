package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import java.util.Arrays;

/** A yes or no for every working pixel, 64 to a word. */
final class Bits {

  /** Words of a row. */
  static final int WORDS = SIDE / 64;

  final long[] words = new long[SIDE * WORDS];

  void clear() {
    Arrays.fill(words, 0);
  }

  void set(int index) {
    words[index >> 6] |= 1L << index;
  }

  boolean get(int index) {
    return (words[index >> 6] >>> index & 1) != 0;
  }

  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** What is set together with the pixels above, below, before and after it. */
  Bits withNeighbours() {
    Bits inner = new Bits();
    for (int i = WORDS; i < words.length - WORDS; i++) {
      long word = words[i];
      long before = word << 1 | words[i - 1] >>> 63;
      long after = word >>> 1 | words[i + 1] << 63;
      inner.words[i] = word & before & after & words[i - WORDS] & words[i + WORDS];
    }
    return inner;
  }

  /** What is set here or there. */
  Bits with(Bits other) {
    Bits both = new Bits();
    for (int i = 0; i < words.length; i++) {
      both.words[i] = words[i] | other.words[i];
    }
    return both;
  }

  /** What is set here and not there. */
  Bits without(Bits other) {
    Bits rest = new Bits();
    for (int i = 0; i < words.length; i++) {
      rest.words[i] = words[i] & ~other.words[i];
    }
    return rest;
  }

  /** What is set, and what lies within {@code reach} rows and columns of it; less than 64. */
  Bits grown(int reach) {
    Bits grown = new Bits();
    long[] wide = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      long before = i % WORDS == 0 ? 0 : words[i - 1];
      long after = i % WORDS == WORDS - 1 ? 0 : words[i + 1];
      long word = words[i];
      for (int step = 1; step <= reach; step++) {
        word |= words[i] << step | before >>> (64 - step);
        word |= words[i] >>> step | after << (64 - step);
      }
      wide[i] = word;
    }
    for (int i = 0; i < words.length; i++) {
      int from = Math.max(i % WORDS, i - reach * WORDS);
      int to = Math.min(words.length - 1, i + reach * WORDS);
      for (int k = from; k <= to; k += WORDS) {
        grown.words[i] |= wide[k];
      }
    }
    return grown;
  }
}
