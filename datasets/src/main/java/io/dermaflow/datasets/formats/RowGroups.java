package io.dermaflow.datasets.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Puts the rows together that have one value in a column, in the order of the first of them. Reads
 * all rows once to know which values come twice (20 bytes a row beside the text), and then again as
 * the stream is consumed (12 bytes for each row that shares its value with another).
 */
final class RowGroups {

  private final Rows rows;
  private final String column;

  /** Hashes of values that come twice, in order. */
  private final long[] doubled;

  /** Rows of those values: index in {@link #doubled} above, place in the text below; in order. */
  private final long[] members;

  /**
   * @param column one in which every row has a value
   * @throws io.dermaflow.errors.DermaflowException when a row cannot be understood
   */
  RowGroups(Rows rows, String column) {
    this.rows = rows;
    this.column = column;
    long[] hashes = new long[1 << 10];
    int[] places = new int[1 << 10];
    int size = 0;
    for (Iterator<Rows.Row> all = rows.all(); all.hasNext(); size++) {
      Rows.Row row = all.next();
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, size * 2);
        places = Arrays.copyOf(places, size * 2);
      }
      hashes[size] = hash(value(row.values()));
      places[size] = row.at();
    }
    this.doubled = doubled(Arrays.copyOf(hashes, size));
    this.members = members(doubled, hashes, places, size);
  }

  private static long[] doubled(long[] hashes) {
    Arrays.sort(hashes);
    LongStream.Builder twice = LongStream.builder();
    for (int i = 1; i < hashes.length; i++) {
      boolean first = i == 1 || hashes[i - 2] != hashes[i];
      if (hashes[i] == hashes[i - 1] && first) {
        twice.add(hashes[i]);
      }
    }
    return twice.build().toArray();
  }

  private static long[] members(long[] doubled, long[] hashes, int[] places, int size) {
    LongStream.Builder members = LongStream.builder();
    for (int i = 0; i < size; i++) {
      int rank = Arrays.binarySearch(doubled, hashes[i]);
      if (rank >= 0) {
        members.add(((long) rank << Integer.SIZE) | places[i]);
      }
    }
    long[] sorted = members.build().toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** The groups, one at a time. */
  Stream<List<Map<String, String>>> stream() {
    return rows.stream().map(this::group).filter(group -> !group.isEmpty());
  }

  /** The group that this row is the first of; empty when another is. */
  private List<Map<String, String>> group(Rows.Row row) {
    String value = value(row.values());
    int rank = Arrays.binarySearch(doubled, hash(value));
    if (rank < 0) {
      return List.of(row.values());
    }
    int found = Arrays.binarySearch(members, (long) rank << Integer.SIZE);
    List<Map<String, String>> group = new ArrayList<>();
    for (int i = found < 0 ? -found - 1 : found; i < members.length; i++) {
      if (members[i] >> Integer.SIZE != rank) {
        break;
      }
      int at = (int) members[i];
      Map<String, String> other = at == row.at() ? row.values() : rows.again(at);
      if (value(other).equals(value)) {
        if (group.isEmpty() && at != row.at()) {
          return List.of();
        }
        group.add(other);
      }
    }
    return group;
  }

  private String value(Map<String, String> values) {
    return values.getOrDefault(column, "");
  }

  /** FNV-1a. Values that share a hash by chance are told apart when they are read again. */
  private static long hash(String value) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
