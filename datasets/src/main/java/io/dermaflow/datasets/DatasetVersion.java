package io.dermaflow.datasets;

import java.time.Instant;
import java.util.Map;

/**
 * A sealed set of items: never changed again.
 *
 * @param dataset name
 * @param version 1, 2, …
 * @param digest SHA-256 over contents, labels and splits of all items
 * @param items number of items
 * @param splits items by split
 * @param groups number of groups
 * @param duplicates items of the dataset that are byte-identical to another one, whichever is kept
 * @param quarantined items of the dataset that are set aside
 * @param createdAt when it was sealed
 */
public record DatasetVersion(
    String dataset,
    int version,
    String digest,
    int items,
    Map<String, Integer> splits,
    int groups,
    int duplicates,
    int quarantined,
    Instant createdAt) {

  /** {@code dataset@version}. */
  public String id() {
    return dataset + "@" + version;
  }
}
