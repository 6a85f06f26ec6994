package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.features.Publication;
import io.dermaflow.features.PublishedRecommendations;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is served, as the watch saw it.
 *
 * @param publication number of the publication; 0 before the first
 * @param publishedAt when it was switched to; tells two servings of one publication apart
 * @param revision greatest revision of live recommendations
 * @param packing how answers are kept
 */
record Served(long publication, @Nullable Instant publishedAt, long revision, Packing packing) {

  /** Whether both are the same serving of the same publication. */
  boolean isServingOf(Served other) {
    return publication == other.publication && Objects.equals(publishedAt, other.publishedAt);
  }

  boolean isOf(Optional<Publication> current) {
    return publication == current.map(Publication::id).orElse(0L)
        && Objects.equals(publishedAt, current.map(Publication::publishedAt).orElse(null));
  }

  boolean isOf(PublishedRecommendations read) {
    return publication == read.publication() && Objects.equals(publishedAt, read.publishedAt());
  }
}
