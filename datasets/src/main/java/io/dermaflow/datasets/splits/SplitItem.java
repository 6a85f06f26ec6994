package io.dermaflow.datasets.splits;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A picture as far as grouping and splitting are concerned. Byte-identical ones are one item.
 *
 * @param keys numbers of the subjects and groups that it is in
 * @param kept the split it had in an earlier version, or null
 * @param given splits that sources named for it
 * @param byManifest whether one of them was named by a manifest
 * @param strata bits of the labels it has
 */
@SuppressWarnings("ArrayRecordComponent") // numbers: compared by nobody, copied by nobody
public record SplitItem(
    int[] keys, @Nullable Split kept, Set<Split> given, boolean byManifest, long strata) {

  /** An item that nobody has said anything of. */
  public static SplitItem plain(long strata) {
    return new SplitItem(new int[0], null, EnumSet.noneOf(Split.class), false, strata);
  }
}
