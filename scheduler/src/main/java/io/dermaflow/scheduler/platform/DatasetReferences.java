package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.errors.DermaflowException;

/** What a person means by {@code NAME} or {@code NAME@VERSION}. */
public final class DatasetReferences {

  private DatasetReferences() {}

  /** The version {@code name@version}, or the newest of {@code name}. */
  public static DatasetVersion require(DatasetLedger ledger, String reference) {
    String[] parts = reference.split("@", 2);
    int version;
    try {
      version = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    } catch (NumberFormatException e) {
      throw DermaflowException.usage(
          "Dataset '" + reference + "'", "NAME or NAME@VERSION", "the version is a number");
    }
    return ledger
        .find(parts[0], version)
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no dataset '" + reference + "'",
                    "one of " + ledger.list().stream().map(DatasetVersion::id).toList(),
                    "'ingest " + parts[0] + " SOURCE' makes it"));
  }
}
