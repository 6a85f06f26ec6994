package io.dermaflow.features;

import java.util.Optional;

/** What serving apps call: one indexed query each, always from one publication. */
public interface FeatureReader {

  /** The latest features of a subject, as {@link FeatureStore} defines them. */
  Optional<SkinFeatures> findFeatures(String subjectId);

  /** The recommendation of a subject in the current publication. */
  Optional<PublishedRecommendation> findRecommendation(String subjectId);

  /** The publication that is served now. */
  Optional<Publication> findCurrent();
}
