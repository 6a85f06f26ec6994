package io.dermaflow.recommend.ranking;

import java.util.function.IntPredicate;

/** Sets of products as bits, one by the index of the product. */
final class Bits {

  private Bits() {}

  static long[] none(int size) {
    return new long[(size + 63) >> 6];
  }

  static long[] of(int size, IntPredicate member) {
    long[] bits = none(size);
    for (int i = 0; i < size; i++) {
      if (member.test(i)) {
        set(bits, i);
      }
    }
    return bits;
  }

  static boolean has(long[] bits, int i) {
    return (bits[i >> 6] & 1L << i) != 0;
  }

  static void set(long[] bits, int i) {
    bits[i >> 6] |= 1L << i;
  }

  /** Adds {@code more} to {@code bits} and says how many were new. */
  static int add(long[] bits, long[] more) {
    int added = 0;
    for (int w = 0; w < bits.length; w++) {
      added += Long.bitCount(more[w] & ~bits[w]);
      bits[w] |= more[w];
    }
    return added;
  }
}
