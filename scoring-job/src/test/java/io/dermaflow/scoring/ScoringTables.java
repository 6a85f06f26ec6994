package io.dermaflow.scoring;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adapters of one empty database, with rows to fill it.
 *
 * @param clock what they were given
 */
public record ScoringTables(Uploads uploads, Shards shards, Outcomes outcomes, Clock clock) {

  static final String SOURCE = "s3://bucket/uploads";
  static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  static final ScoringRun RUN = new ScoringRun(5, SOURCE, "skin@1", "prep", false);
  static final ScoringRun LATER_RUN = new ScoringRun(6, SOURCE, "skin@1", "prep", false);
  static final ScoringRun OTHER_MODEL = new ScoringRun(7, SOURCE, "skin@2", "prep", false);
  static final ScoringRun SHADOW = new ScoringRun(8, SOURCE, "skin@2", "prep", true);

  static UploadRef selfie(String id, String etag) {
    return new UploadRef(id, "uploads/" + id + "/selfie.jpg", etag, 9, AT, null, "");
  }

  static UploadRef both(String id, String etag, String surveyEtag) {
    return new UploadRef(
        id,
        "uploads/" + id + "/selfie.jpg",
        etag,
        9,
        AT,
        "uploads/" + id + "/survey.json",
        surveyEtag);
  }

  static UploadRef survey(String id, String surveyEtag) {
    return new UploadRef(id, null, "", 0, AT, "uploads/" + id + "/survey.json", surveyEtag);
  }

  static UploadOutcome outcome(
      UploadRef upload, String model, Outcome outcome, @Nullable String reason) {
    return new UploadOutcome(
        upload.uploadId(),
        upload.etag(),
        upload.surveyEtag(),
        model,
        "prep",
        outcome,
        reason,
        null,
        null,
        AT);
  }

  static UploadOutcome scored(UploadRef upload) {
    return outcome(upload, "skin@1", Outcome.SCORED, null);
  }

  long pending(ScoringRun run) {
    return uploads.countPending(run, AT.plusSeconds(1)).pending();
  }
}
