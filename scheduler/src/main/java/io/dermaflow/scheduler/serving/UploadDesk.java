package io.dermaflow.scheduler.serving;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where uploads begin: a place for a selfie, who it is of, and what the person says. */
public interface UploadDesk {

  /** Longest life of a signed URL in seconds. */
  int URL_SECONDS = 60;

  /** Most bytes of a selfie. */
  long MOST_BYTES = 20L << 20;

  /**
   * What is wanted.
   *
   * @param subjectId pseudonymous person, 1..128 of {@code A-Z a-z 0-9 . _ : -}; null until
   *     somebody claims the upload
   * @param contentType {@code image/jpeg}, {@code image/png} or {@code image/webp}
   * @param contentLength bytes of the selfie, signed into the URL where given; 1..{@link
   *     #MOST_BYTES}
   * @param survey the survey as JSON in UTF-8, or null when it comes later or never
   */
  record Wanted(
      @Nullable String subjectId,
      String contentType,
      @Nullable Long contentLength,
      byte @Nullable [] survey) {}

  /**
   * A place for one selfie.
   *
   * @param url where a browser may PUT it; whoever holds it may write, so it is never logged
   * @param contentType the {@code Content-Type} that must be sent
   * @param contentLength the length that must be sent, or null when any is allowed
   */
  record Ticket(
      String uploadId,
      URI url,
      String contentType,
      @Nullable Long contentLength,
      Instant expiresAt) {

    @Override
    public String toString() {
      return "Ticket[" + uploadId + ", expires " + expiresAt + "]";
    }
  }

  /**
   * An upload that was begun here.
   *
   * @param subjectId whose it is, or null
   * @param begunAt when the first URL was signed
   */
  record Begun(String uploadId, @Nullable String subjectId, Instant begunAt) {}

  /**
   * Begins an upload.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) for a value that is not allowed, the
   *     survey's included; it names the value and what is expected
   */
  Ticket begin(Wanted wanted);

  /**
   * A fresh URL for an upload that was begun, e.g. because the last one expired.
   *
   * @return empty when no such upload was begun here
   */
  Optional<Ticket> renew(String uploadId, String contentType, @Nullable Long contentLength);

  /**
   * Says or replaces the survey of an upload.
   *
   * @return false when no such upload was begun here
   */
  boolean survey(String uploadId, byte[] survey);

  /** Says that an upload is a person's; false when it is unknown or somebody else's already. */
  boolean claim(String uploadId, String subjectId);

  /**
   * Takes a selfie that came through us instead of a signed URL, e.g. in a form; it goes through
   * {@code incoming/} and the same checks.
   *
   * @return id of the new upload
   */
  String take(@Nullable String subjectId, byte[] selfie, byte @Nullable [] survey);

  /** An upload that was begun here. */
  Optional<Begun> find(String uploadId);
}
