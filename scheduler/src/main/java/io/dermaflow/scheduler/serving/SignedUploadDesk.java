package io.dermaflow.scheduler.serving;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.UploadSigner;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scoring.IntakeLog;
import io.dermaflow.scoring.SurveyCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Uploads below {@code incoming/} of our bucket. Whose an upload is stands in its survey, where
 * scoring looks for it; what a session says of that wins over what the JSON says.
 */
final class SignedUploadDesk implements UploadDesk {

  private static final int SURVEY_BYTES = 64 << 10;
  private static final String JSON = "application/json";
  private static final String BINARY = "application/octet-stream";

  private final UploadRows rows;
  private final ObjectStorage ours;
  private final UploadSigner signer;
  private final IntakeLog log;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SignedUploadDesk(
      UploadRows rows,
      ObjectStorage ours,
      UploadSigner signer,
      IntakeLog log,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.ours = ours;
    this.signer = signer;
    this.log = log;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Ticket begin(Wanted wanted) {
    String extension = extension(wanted.contentType());
    requireLength(wanted.contentLength());
    String uploadId =
        add(wanted.subjectId(), wanted.contentType(), wanted.survey(), wanted.subjectId() != null);
    return ticket(uploadId, extension, wanted.contentType(), wanted.contentLength());
  }

  /** A row, and whose it is in storage; both or, as far as anybody sees, none. */
  private String add(
      @Nullable String subjectId, String contentType, byte @Nullable [] survey, boolean named) {
    if (subjectId != null) {
      Ids.requireSubject(subjectId);
    }
    byte[] said =
        survey != null || named ? SurveyCheck.said(subjectId, survey, clock.instant()) : null;
    String uploadId = UUID.randomUUID().toString();
    transaction.executeWithoutResult(
        status -> {
          rows.add(
              new Begun(uploadId, subjectId, clock.instant().truncatedTo(ChronoUnit.MICROS)),
              contentType);
          if (said != null) {
            ours.write(surveyKey(uploadId), said, JSON);
          }
        });
    return uploadId;
  }

  /** A survey alone, begun as an upload of its own. */
  String beginSurvey(String subjectId, byte[] survey) {
    return add(subjectId, JSON, survey, true);
  }

  private static String surveyKey(String uploadId) {
    return "incoming/" + uploadId + "/survey.json";
  }

  private static String extension(String contentType) {
    return switch (contentType) {
      case "image/jpeg" -> "jpg";
      case "image/png" -> "png";
      case "image/webp" -> "webp";
      default ->
          throw DermaflowException.usage(
              "content_type is '" + contentType + "'",
              "image/jpeg, image/png or image/webp",
              "the picture has to be converted first");
    };
  }

  private static void requireLength(@Nullable Long contentLength) {
    if (contentLength != null && (contentLength < 1 || contentLength > MOST_BYTES)) {
      throw DermaflowException.usage(
          "content_length is " + contentLength,
          "1 to " + MOST_BYTES,
          "the picture has to be made smaller first");
    }
  }

  private Ticket ticket(
      String uploadId, String extension, String contentType, @Nullable Long contentLength) {
    UploadSigner.SignedUpload signed =
        signer.signPut(
            "incoming/" + uploadId + "/selfie." + extension,
            contentType,
            contentLength,
            Duration.ofSeconds(URL_SECONDS));
    return new Ticket(uploadId, signed.url(), contentType, contentLength, signed.expiresAt());
  }

  @Override
  public Optional<Ticket> renew(String uploadId, String contentType, @Nullable Long contentLength) {
    String extension = extension(contentType);
    requireLength(contentLength);
    return find(uploadId).map(begun -> ticket(uploadId, extension, contentType, contentLength));
  }

  @Override
  public boolean survey(String uploadId, byte[] survey) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              Optional<Begun> begun = rows.findAlone(uploadId);
              if (begun.isEmpty()) {
                return false;
              }
              byte[] said = SurveyCheck.said(begun.get().subjectId(), survey, clock.instant());
              ours.write(surveyKey(uploadId), said, JSON);
              return true;
            }));
  }

  @Override
  public boolean claim(String uploadId, String subjectId) {
    Ids.requireSubject(subjectId);
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              Optional<Begun> begun = rows.findAlone(uploadId);
              if (begun.isEmpty()) {
                return false;
              }
              String owner = begun.get().subjectId();
              if (owner != null) {
                return owner.equals(subjectId);
              }
              rows.claim(uploadId, subjectId);
              name(uploadId, subjectId);
              return true;
            }));
  }

  /** Says in the survey whose the upload is; without one makes one that says no more than that. */
  private void name(String uploadId, String subjectId) {
    byte[] said = read(surveyKey(uploadId));
    if (said == null) {
      if (!log.findRefusedSurveys(List.of(uploadId)).isEmpty()) {
        return; // what was said is not known, so nothing may stand in its place
      }
      said = read("uploads/" + uploadId + "/survey.json");
    }
    ours.write(surveyKey(uploadId), SurveyCheck.said(subjectId, said, clock.instant()), JSON);
  }

  private byte @Nullable [] read(String key) {
    try {
      return ours.read(key, SURVEY_BYTES);
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public String take(@Nullable String subjectId, byte[] selfie, byte @Nullable [] survey) {
    requireLength((long) selfie.length);
    String uploadId = add(subjectId, BINARY, survey, subjectId != null);
    ours.write("incoming/" + uploadId + "/selfie", selfie, BINARY);
    return uploadId;
  }

  @Override
  public Optional<Begun> find(String uploadId) {
    return rows.find(uploadId);
  }
}
