package io.dermaflow.scoring;

import io.dermaflow.datasets.FetchedObject;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Reads uploads. What is wrong with one object becomes its reason; what is wrong with the place as
 * a whole is thrown. Safe for concurrent use.
 */
final class UploadReader {

  private static final long SURVEY_BYTES = 64 << 10;

  /** Reads of a body whose length is not the listed one: half of them may be cut on a bad night. */
  private static final int LENGTH_ATTEMPTS = 20;

  private final ObjectStorage storage;
  private final long maxBytes;
  private final Clock clock;

  /**
   * @param maxBytes of a selfie
   */
  UploadReader(ObjectStorage storage, long maxBytes, Clock clock) {
    this.storage = storage;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * @param refused the survey that was refused at our door, where it is the newest, or null: then
   *     nothing is read
   * @throws StorageException when the place does not answer, or is not there
   */
  FetchedUpload read(UploadRef listed, @Nullable IntakeItem refused) {
    if (refused != null) {
      return FetchedUpload.refused(listed, null, OutcomeReason.SURVEY_INVALID, refused.evidence());
    }
    UploadRef upload = listed;
    Survey survey = null;
    try {
      String surveyKey = upload.surveyKey();
      if (surveyKey != null) {
        FetchedObject object = storage.fetch(surveyKey, SURVEY_BYTES);
        upload = upload.withSurvey(object.etag());
        survey = Survey.parse(object.bytes(), clock.instant());
      }
    } catch (InvalidSurveyException e) {
      return FetchedUpload.refused(upload, null, OutcomeReason.SURVEY_INVALID, e.getMessage());
    } catch (StorageException e) {
      return refused(upload, null, e, OutcomeReason.SURVEY_INVALID);
    }
    return selfie(upload, survey);
  }

  private FetchedUpload selfie(UploadRef upload, @Nullable Survey survey) {
    String key = upload.selfieKey();
    if (key == null) {
      return FetchedUpload.refused(upload, survey, OutcomeReason.NO_SELFIE, null);
    }
    if (survey != null && !survey.mayScore()) {
      return withoutConsent(upload, survey);
    }
    try {
      FetchedObject object = whole(upload, key);
      return new FetchedUpload(
          upload.withSelfie(object.etag(), object.bytes().length), object.bytes(), survey, null);
    } catch (StorageException e) {
      return refused(upload, survey, e, OutcomeReason.TOO_LARGE);
    }
  }

  /** A selfie that was read already, where it may be scored. */
  static FetchedUpload allowed(UploadRef upload, byte[] selfie, @Nullable Survey survey) {
    return survey != null && !survey.mayScore()
        ? withoutConsent(upload, survey)
        : new FetchedUpload(upload, selfie, survey, null);
  }

  private static FetchedUpload withoutConsent(UploadRef upload, Survey survey) {
    return FetchedUpload.refused(
        upload, survey, OutcomeReason.NO_CONSENT, "the survey says consent.score false");
  }

  /** A length that is not the listed one, of the same etag, is a body that was cut on its way. */
  private FetchedObject whole(UploadRef upload, String key) {
    for (int attempt = 1; ; attempt++) {
      FetchedObject object = storage.fetch(key, maxBytes);
      int length = object.bytes().length;
      if (length == upload.size() || !object.etag().equals(upload.etag())) {
        return object;
      }
      if (attempt == LENGTH_ATTEMPTS) {
        throw new StorageException(
            Reason.UNREADABLE,
            "%s came with %d bytes %d times, %d are listed"
                .formatted(key, length, attempt, upload.size()));
      }
    }
  }

  private static FetchedUpload refused(
      UploadRef upload, @Nullable Survey survey, StorageException e, OutcomeReason tooLarge) {
    OutcomeReason reason =
        switch (e.reason()) {
          case NOT_FOUND, DENIED, DAMAGED, UNREADABLE -> OutcomeReason.UNREADABLE;
          case TOO_LARGE -> tooLarge;
          default -> throw e; // the store is away: the job fails and can be restarted
        };
    return FetchedUpload.refused(upload, survey, reason, e.getMessage());
  }
}
