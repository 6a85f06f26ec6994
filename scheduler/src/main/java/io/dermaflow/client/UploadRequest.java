package io.dermaflow.client;

import org.jspecify.annotations.Nullable;

/**
 * An upload that is to begin.
 *
 * @param subjectId pseudonym of the person, or null until somebody claims the upload
 * @param contentType of the selfie
 * @param contentLength bytes of the selfie, signed into the URL; null for any
 * @param survey what the person says, or null when it comes later or never
 */
public record UploadRequest(
    @Nullable String subjectId,
    String contentType,
    @Nullable Long contentLength,
    @Nullable Survey survey) {

  /** An upload of exactly this selfie, of nobody yet. */
  public static UploadRequest of(Selfie selfie) {
    return new UploadRequest(null, selfie.contentType(), selfie.length(), null);
  }

  /** Whose it is. */
  public UploadRequest withSubject(String id) {
    return new UploadRequest(id, contentType, contentLength, survey);
  }

  /** What the person says. */
  public UploadRequest withSurvey(Survey said) {
    return new UploadRequest(subjectId, contentType, contentLength, said);
  }
}
