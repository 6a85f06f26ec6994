package io.dermaflow.features;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What serving apps call: one indexed query each, always from one publication. */
public interface FeatureReader {

  /** The latest features of a subject, as {@link FeatureStore} defines them. */
  Optional<SkinFeatures> findFeatures(String subjectId);

  /** The latest features of subjects, by subject; who has none is left out. One statement. */
  Map<String, SkinFeatures> findFeatures(Collection<String> subjectIds);

  /** The recommendation of a subject in the current publication. */
  Optional<PublishedRecommendation> findRecommendation(String subjectId);

  /** Recommendations of subjects, all of the publication that is served now. One statement. */
  PublishedRecommendations findRecommendations(Collection<String> subjectIds);

  /** The publication that is served now. */
  Optional<Publication> findCurrent();
}
