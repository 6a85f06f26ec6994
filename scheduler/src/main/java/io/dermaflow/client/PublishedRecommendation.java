package io.dermaflow.client;

import java.time.Instant;

/**
 * A recommendation as it is served.
 *
 * @param publication number of the publication that is served
 * @param source {@code publication}, or {@code live} for one made since
 */
public record PublishedRecommendation(
    long publication,
    Instant publishedAt,
    String subjectId,
    String source,
    Recommendation recommendation) {}
