package io.dermaflow.client;

import java.time.Instant;

/**
 * A look that was made for, or saved by, a person.
 *
 * @param skinTone e.g. {@code medium-warm}, or {@code unknown}
 * @param faceShape e.g. {@code oval}, or {@code unknown}
 * @param saved whether the person saved it
 */
public record SavedLook(
    String subjectId,
    String uploadId,
    String skinTone,
    String faceShape,
    String lips,
    String eyes,
    Recommendation.Look look,
    boolean saved,
    Instant createdAt) {}
