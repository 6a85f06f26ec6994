package io.dermaflow.datasets.internal.archive;

import io.dermaflow.errors.DermaflowException;

/**
 * What an archive may ask of us.
 *
 * @param entries most entries
 * @param inflatedBytes what a gzip file may always inflate to
 * @param ratio most inflated bytes for each packed one, once there are more than those
 */
record ArchiveLimits(int entries, long inflatedBytes, int ratio) {

  static final ArchiveLimits DEFAULT = new ArchiveLimits(2_000_000, 1L << 30, 500);

  private static final long BYTES_PER_ENTRY = 256;
  private static final long SEARCH_BYTES = 1 << 20;

  /** Most bytes to read for a zip's directory: a lying one would fill the memory. */
  long directoryBytes() {
    return SEARCH_BYTES + entries * BYTES_PER_ENTRY;
  }

  /** Most bytes that a gzip file can inflate to. */
  long mostInflated(ArchiveFile file) {
    return Math.max(inflatedBytes, ratio * file.size());
  }

  void requireEntries(ArchiveFile file, int count) {
    if (count > entries) {
      throw DermaflowException.usage(
          "'%s' has more than %d entries".formatted(file.name(), entries),
          "at most " + entries,
          "it is made to fill the memory; pack it as several archives if it is your own");
    }
  }

  void requireRatio(ArchiveFile file, long inflated, long packed) {
    if (inflated > inflatedBytes && inflated > ratio * Math.max(1, packed)) {
      throw DermaflowException.usage(
          "'%s' inflates %d bytes to more than %d".formatted(file.name(), packed, inflated),
          "at most %d times as many".formatted(ratio),
          "it is made to fill the disk; pack it as .tar or .zip if it is your own");
    }
  }
}
