package io.dermaflow.datasets;

/** An object storage call that failed, classified where it failed. */
public final class StorageException extends RuntimeException {

  /** Why it failed. */
  public enum Reason {
    /** No such object. */
    NOT_FOUND,
    /** No such bucket, or no such folder. */
    NO_BUCKET,
    /** The credentials do not allow it. */
    DENIED,
    /** The object is larger than the caller accepts. */
    TOO_LARGE,
    /** What is stored is not what was stored once: a checksum is wrong, or the end is missing. */
    DAMAGED,
    /** This object cannot be read again and again, while others of the same place can. */
    UNREADABLE,
    /** This place can only be read. */
    READ_ONLY,
    /** The endpoint did not answer, or answered with an error of its own; try again later. */
    UNAVAILABLE
  }

  private final Reason reason;

  public StorageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StorageException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
