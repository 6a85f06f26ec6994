package io.dermaflow.scheduler.serving;

import io.dermaflow.features.SkinFeatures;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Precomputed answers, as bytes ready to be sent. Kept in memory by publication; a switch, a live
 * recommendation or an erasure by any process is seen within {@link #LAG_MILLIS}.
 */
public interface PublishedAnswers {

  /** Longest time, in milliseconds, for which an answer may be served that has been replaced. */
  long LAG_MILLIS = 500;

  /**
   * An answer.
   *
   * @param json {@code {publication, published_at, subject_id, source, recommendation}} in UTF-8;
   *     {@code source} is {@code publication} or {@code live}
   * @param etag changes exactly when the bytes do; with quotation marks
   */
  record Answer(byte[] json, String etag) {}

  Optional<Answer> find(String subjectId);

  /**
   * Forgets what this process keeps in memory of a person, for one who changed it and reads next.
   */
  default void forget(String subjectId) {}

  /** By subject; who has none is left out. All are of one publication. */
  Map<String, Answer> find(Collection<String> subjectIds);

  /** The newest features; not cached. */
  Optional<SkinFeatures> findFeatures(String subjectId);

  /** The newest features by subject; who has none is left out; one statement. */
  Map<String, SkinFeatures> findFeatures(Collection<String> subjectIds);
}
