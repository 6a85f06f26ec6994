package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;

/**
 * Numbers by which ties are broken: drawn from a product's id and a seed, so neither the order of
 * first appearance nor any other numbering shows in a ranking.
 */
final class Lots {

  private Lots() {}

  /** One number for each item. */
  static long[] of(InteractionLog log, long seed) {
    long[] lots = new long[log.items()];
    for (int item = 0; item < lots.length; item++) {
      lots[item] = of(log.product(item), seed);
    }
    return lots;
  }

  /** The number of an id. */
  static long of(String id, long seed) {
    long lot = mixed(seed);
    for (int i = 0; i < id.length(); i++) {
      lot = mixed(lot + id.charAt(i));
    }
    return lot;
  }

  /** A lot as a number from 0 to 1, without 1. */
  static double share(long lot) {
    return (lot >>> 11) * 0x1p-53;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
