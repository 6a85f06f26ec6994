package io.dermaflow.datasets;

import io.dermaflow.datasets.splits.SplitMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers every item that was ever taken, and the versions made of them. */
public interface DatasetLedger {

  /**
   * Those of {@code entries} that the dataset does not have yet as they are: by source, key, etag
   * and what the source says of them; in order.
   */
  List<SourceEntry> unknown(String dataset, String source, List<SourceEntry> entries);

  /**
   * Adds items; one that is there already is left as it is. An older item of the same source and
   * key with another etag or other labels becomes {@code REPLACED}, and the new one points to it.
   * Takes part in the caller's transaction.
   *
   * @param run who adds them, e.g. a job instance
   */
  void add(String dataset, long run, List<LedgerItem> items);

  /** Remembers how a source is taken. */
  void remember(String dataset, String source, TakenAs how);

  /** How a source was taken last. */
  Optional<TakenAs> findTakenAs(String dataset, String source);

  /**
   * How a source is taken.
   *
   * @param format what {@code --format} says
   * @param splits who decides the splits
   * @param consentRequired whether items without consent are set aside
   */
  record TakenAs(String format, SplitMode splits, boolean consentRequired) {}

  /** Sets aside what was taken from a source before consent was required of it. */
  int setAsideWithoutConsent(String dataset, String source);

  /** How many items a run added, ready or not. */
  Added added(String dataset, long run);

  /**
   * @param added items this run took
   * @param setAside those of them that were set aside
   */
  record Added(int added, int setAside) {}

  /**
   * Finds duplicates, conflicts and like pictures, gives groups and splits, and seals a version;
   * returns the newest one when nothing has changed since.
   *
   * @throws io.dermaflow.errors.DermaflowException when a group would lie in two splits, a rule of
   *     the gate refuses, or there is no item to seal; then nothing has changed
   */
  DatasetVersion seal(String dataset, SealRules rules);

  /** A version, the newest when {@code version} is 0. */
  Optional<DatasetVersion> find(String dataset, int version);

  /** All versions of all datasets, newest first. */
  List<DatasetVersion> list();

  /** Items of a version, by content. */
  List<VersionItem> items(DatasetVersion version);

  /** What was counted when a version was sealed; none for those of before it was. */
  Optional<VersionReport> findReport(DatasetVersion version);

  /** How {@code b} differs from {@code a}. */
  VersionDiff diff(DatasetVersion a, DatasetVersion b);

  /** Pairs of items of a version that show the same, most alike first. */
  List<LikeItems> likePairs(DatasetVersion version, int most);

  /** Items that are identical to one of a version, with the one that is in it. */
  List<LikeItems> duplicates(DatasetVersion version, int most);

  /** Deletes a version; its items stay in the ledger. The caller knows that nobody refers to it. */
  void delete(DatasetVersion version);

  /** What is set aside, by reason and key. */
  List<LedgerItem> quarantine(String dataset);

  /**
   * Has items that are set aside taken again by the next run over their source.
   *
   * @param reason only those set aside for it, or null for all
   * @return the sources they came from
   */
  List<String> retry(String dataset, @Nullable String reason);

  /**
   * Says that the labels of this item are the right ones among those of identical pictures.
   *
   * @return number of items that contradicted it
   */
  int resolve(String dataset, String key);
}
