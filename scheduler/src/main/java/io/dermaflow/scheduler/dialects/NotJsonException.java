package io.dermaflow.scheduler.dialects;

/** A body that is not one JSON object. */
public final class NotJsonException extends RuntimeException {

  private final boolean absent;
  private final long offset;

  NotJsonException(boolean absent, long offset, String message) {
    super(message, null, false, false);
    this.absent = absent;
    this.offset = offset;
  }

  /** Whether there is no body at all. */
  public boolean absent() {
    return absent;
  }

  /** Where reading it failed, in bytes from 0, or −1 where it is JSON of another kind. */
  public long offset() {
    return offset;
  }
}
