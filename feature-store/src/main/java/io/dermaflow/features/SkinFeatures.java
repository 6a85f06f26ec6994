package io.dermaflow.features;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one upload: derived values only, never a picture or a face's geometry.
 *
 * @param uploadId the upload
 * @param subjectId the pseudonymous person, or null until somebody claims the upload
 * @param etag etag of the selfie that was scored
 * @param modelId {@code model@version}
 * @param preprocessing hash of the preprocessing
 * @param eventTime when the survey was answered, or the selfie uploaded
 * @param severity most probable grade
 * @param severityConfidence its probability, 0..1
 * @param skinType most probable type
 * @param skinTypeConfidence its probability, 0..1
 * @param conditions probability 0..1 by condition
 * @param skinScore 0..100
 * @param tone skin tone, e.g. {@code medium-warm}, or {@code unknown}
 * @param survey what the person said, as canonical JSON, or null
 * @param note an additional remark such as {@code CLOSE_UP}, or null
 */
public record SkinFeatures(
    String uploadId,
    @Nullable String subjectId,
    String etag,
    String modelId,
    String preprocessing,
    Instant eventTime,
    String severity,
    double severityConfidence,
    String skinType,
    double skinTypeConfidence,
    Map<String, Double> conditions,
    int skinScore,
    String tone,
    @Nullable String survey,
    @Nullable String note) {}
