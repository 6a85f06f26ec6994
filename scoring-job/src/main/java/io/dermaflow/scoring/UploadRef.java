package io.dermaflow.scoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload in the work table.
 *
 * @param uploadId the upload
 * @param selfieKey key of the selfie
 * @param etag its etag
 * @param size its size, bytes
 * @param modified when it was written
 * @param surveyKey key of the survey, or null
 * @param surveyEtag etag of the survey, or null
 */
public record UploadRef(
    String uploadId,
    String selfieKey,
    String etag,
    long size,
    Instant modified,
    @Nullable String surveyKey,
    @Nullable String surveyEtag) {}
