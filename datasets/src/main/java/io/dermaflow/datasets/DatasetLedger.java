package io.dermaflow.datasets;

import java.util.List;
import java.util.Optional;

/** Remembers every item that was ever taken, and the versions made of them. */
public interface DatasetLedger {

  /** Those of {@code entries} whose (key, etag) the dataset does not have yet, in order. */
  List<SourceEntry> unknown(String dataset, List<SourceEntry> entries);

  /**
   * Adds items; one that is there already is left as it is. An older item with the same key and
   * another etag becomes {@code REPLACED}. Takes part in the caller's transaction.
   *
   * @param run who adds them, e.g. a job instance
   */
  void add(String dataset, long run, List<LedgerItem> items);

  /** How many items a run added, ready or not. */
  Added added(String dataset, long run);

  /**
   * @param added items this run took
   * @param setAside those of them that were set aside
   */
  record Added(int added, int setAside) {}

  /**
   * Finds duplicates and conflicts, gives groups and splits, and seals a version; returns the
   * newest one when nothing has changed since.
   *
   * @throws io.dermaflow.errors.DermaflowException when a group would lie in two splits, or there
   *     is no item to seal
   */
  DatasetVersion seal(String dataset, long seed);

  /** A version, the newest when {@code version} is 0. */
  Optional<DatasetVersion> find(String dataset, int version);

  /** Newest versions of all datasets. */
  List<DatasetVersion> list();

  /** Items of a version in ledger order. */
  List<VersionItem> items(DatasetVersion version);

  /** What is set aside, by reason and key. */
  List<LedgerItem> quarantine(String dataset);
}
