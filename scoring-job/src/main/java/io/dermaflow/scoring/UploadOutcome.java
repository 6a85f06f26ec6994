package io.dermaflow.scoring;

import io.dermaflow.features.SkinFeatures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of an upload under one model.
 *
 * @param uploadId the upload
 * @param etag etag of the selfie; empty where there is only a survey
 * @param surveyEtag etag of the survey; empty where there is none
 * @param modelId {@code model@version}
 * @param preprocessing hash of the preprocessing
 * @param outcome what became of it
 * @param reason why it was not scored, or null
 * @param evidence what was found, or null
 * @param features what is known: of the face when scored, of the survey alone when abstained; null
 *     when nothing is
 * @param at when it was decided
 */
public record UploadOutcome(
    String uploadId,
    String etag,
    String surveyEtag,
    String modelId,
    String preprocessing,
    Outcome outcome,
    @Nullable String reason,
    @Nullable String evidence,
    @Nullable SkinFeatures features,
    Instant at) {}
