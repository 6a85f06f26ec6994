package io.dermaflow.scoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An upload as it was listed: a selfie, a survey, or both.
 *
 * @param uploadId the upload
 * @param selfieKey key of the selfie, or null while only a survey has arrived
 * @param etag its etag; empty without a selfie
 * @param size its size, bytes; 0 without a selfie
 * @param modified when the newer of both was written
 * @param surveyKey key of the survey, or null
 * @param surveyEtag etag of the survey; empty without one
 */
public record UploadRef(
    String uploadId,
    @Nullable String selfieKey,
    String etag,
    long size,
    Instant modified,
    @Nullable String surveyKey,
    String surveyEtag) {

  /**
   * @throws IllegalArgumentException when there is neither a selfie nor a survey
   */
  public UploadRef {
    if (selfieKey == null && surveyKey == null) {
      throw new IllegalArgumentException("upload " + uploadId + " has neither selfie nor survey");
    }
    if ((selfieKey == null) != etag.isEmpty() || (surveyKey == null) != surveyEtag.isEmpty()) {
      throw new IllegalArgumentException("upload " + uploadId + " has a key without an etag");
    }
  }

  /** The same upload with the bytes that were read in the end. */
  UploadRef withSelfie(String readEtag, long readSize) {
    return new UploadRef(uploadId, selfieKey, readEtag, readSize, modified, surveyKey, surveyEtag);
  }

  /** The same upload with the survey that was read in the end. */
  UploadRef withSurvey(String readEtag) {
    return new UploadRef(uploadId, selfieKey, etag, size, modified, surveyKey, readEtag);
  }
}
