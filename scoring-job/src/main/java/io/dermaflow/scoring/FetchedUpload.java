package io.dermaflow.scoring;

import org.jspecify.annotations.Nullable;

/**
 * An upload with what was read of it.
 *
 * @param upload as it was when it was read
 * @param selfie bytes of the selfie; null when there is none, or none is needed
 * @param survey what the person said, or null
 * @param refusal why it cannot be scored, or null
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to the decoder
record FetchedUpload(
    UploadRef upload,
    byte @Nullable [] selfie,
    @Nullable Survey survey,
    @Nullable Refusal refusal) {

  /** Why there is no score. */
  record Refusal(OutcomeReason reason, @Nullable String evidence) {}

  static FetchedUpload refused(
      UploadRef upload, @Nullable Survey survey, OutcomeReason reason, @Nullable String evidence) {
    return new FetchedUpload(upload, null, survey, new Refusal(reason, evidence));
  }
}
