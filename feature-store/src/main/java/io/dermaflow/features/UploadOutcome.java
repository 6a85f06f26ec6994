package io.dermaflow.features;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of an upload under one model.
 *
 * @param uploadId the upload
 * @param etag etag of the selfie
 * @param modelId {@code model@version}
 * @param preprocessing hash of the preprocessing
 * @param outcome what became of it
 * @param reason why it was not scored, or null
 * @param evidence what was found, or null
 * @param features the features when scored, or null
 * @param at when it was decided
 */
public record UploadOutcome(
    String uploadId,
    String etag,
    String modelId,
    String preprocessing,
    Outcome outcome,
    @Nullable String reason,
    @Nullable String evidence,
    @Nullable SkinFeatures features,
    Instant at) {}
