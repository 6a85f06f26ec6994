package io.dermaflow.features;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Where scoring writes and recommending reads. All writes take part in the caller's transaction, or
 * make one of their own where there is none.
 *
 * <p><b>The latest features of a subject</b>, here and in {@link FeatureReader#findFeatures}, join
 * what was seen last with what was said last, so that a survey alone does not hide an earlier
 * picture, nor a picture alone what the person said, e.g. an allergy:
 *
 * <ul>
 *   <li>{@code eventTime} is the one of the subject's newest row;
 *   <li>{@code survey} and {@code surveyEtag} are those of the newest row that has a survey;
 *   <li>everything else is that of the newest row that {@linkplain SkinFeatures#answered()
 *       answers}, or of the newest row where none does. Answers of two pictures are never mixed.
 * </ul>
 *
 * <p>Newest is by event time, then by order of writing.
 */
public interface FeatureStore {

  /**
   * Adds features to the history and moves the latest values forward. A row with the key (upload,
   * etag, survey etag, model, preprocessing) that is there already is left as it is; an older event
   * never overwrites a newer one, neither in the store nor within the list.
   *
   * <p>One statement whatever the number of rows; made for lists of up to 1,000. Rows are written
   * in the order of their keys whatever the order of the list, so writers of the same rows wait for
   * each other and do not deadlock as long as a transaction calls this once. Until that transaction
   * ends, {@link #position} waits: call this late in it.
   *
   * @return number of rows that were new
   */
  int write(List<SkinFeatures> features);

  /**
   * A number that grows with every write: what is read up to it is a fixed state. It waits for
   * transactions that have written features and have not ended, and holds up new writers meanwhile;
   * then it is read in a transaction of its own, so a long one of the caller holds up nobody.
   *
   * @throws IllegalStateException when the caller's transaction has written features: it would wait
   *     for itself
   * @throws io.dermaflow.errors.DermaflowException when a writer does not end in time
   */
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

  /** Uploads of which there are features of this subject. */
  List<String> uploads(String subjectId);

  /**
   * Deletes all features of a subject, and those of its uploads that were written before it claimed
   * them.
   *
   * @return number of rows
   */
  long erase(String subjectId, Collection<String> uploadIds);

  /** Number of subjects whose newest row, by event time, is of this moment or before. */
  long countUntil(Instant moment);
}
