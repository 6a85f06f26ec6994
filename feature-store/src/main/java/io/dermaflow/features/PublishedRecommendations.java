package io.dermaflow.features;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations of several subjects, all of one publication.
 *
 * @param publication number of the publication; 0 when none is served
 * @param publishedAt when that publication was switched to, or null
 * @param bodies JSON by subject; who has none is left out
 */
public record PublishedRecommendations(
    long publication, @Nullable Instant publishedAt, Map<String, String> bodies) {

  public PublishedRecommendations {
    bodies = Collections.unmodifiableMap(new LinkedHashMap<>(bodies));
  }
}
