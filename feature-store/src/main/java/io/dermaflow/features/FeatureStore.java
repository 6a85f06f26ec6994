package io.dermaflow.features;

import java.util.List;

/**
 * Where scoring writes and recommending reads. All writes take part in the caller's transaction.
 */
public interface FeatureStore {

  /**
   * Adds features to the history and moves the latest values forward. A row with the key (upload,
   * etag, model, preprocessing) that is there already is left as it is; an older event never
   * overwrites a newer one.
   *
   * @return number of rows that were new
   */
  int write(List<SkinFeatures> features);

  /** A number that grows with every write: what has been read up to it is a fixed state. */
  long position();

  /**
   * Subjects with their latest features as of {@code position}, in subject order.
   *
   * @param after subjects greater than this; empty for the first page
   * @param limit largest number of rows
   */
  List<SkinFeatures> page(long position, String after, int limit);

  /** Digest of all subjects' latest features as of {@code position}. */
  String digest(long position);
}
