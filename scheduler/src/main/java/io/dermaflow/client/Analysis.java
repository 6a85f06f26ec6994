package io.dermaflow.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a picture, or said in a survey.
 *
 * @param id stable: the same upload, selfie, survey and model give the same id
 * @param reason why there is no full answer, e.g. {@code NO_FACE}, or null
 * @param detail the reason in words; empty without one
 * @param features null when nothing can be said
 * @param recommendation null where there is no catalogue, or there are no features
 */
public record Analysis(
    UUID id,
    @Nullable String uploadId,
    @Nullable String subjectId,
    Status status,
    @Nullable String reason,
    String detail,
    @Nullable Features features,
    @Nullable Recommendation recommendation,
    Instant createdAt) {

  /** What became of it. What cannot be used at all is a {@link ProblemException} of status 422. */
  public enum Status {
    /** There are features. */
    SCORED,
    /** Nothing is said about the picture; the recommendation is of basics only. */
    ABSTAINED,
    /** One that this client does not know yet. */
    @JsonEnumDefaultValue
    OTHER
  }

  public Analysis {
    detail = detail == null ? "" : detail;
  }
}
