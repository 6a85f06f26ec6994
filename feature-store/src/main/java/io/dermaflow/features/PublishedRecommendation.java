package io.dermaflow.features;

import java.time.Instant;

/**
 * A subject's recommendation as serving apps get it.
 *
 * @param publication number of the publication
 * @param publishedAt when that publication was switched to
 * @param subjectId the subject
 * @param body the recommendation, JSON
 */
public record PublishedRecommendation(
    long publication, Instant publishedAt, String subjectId, String body) {}
