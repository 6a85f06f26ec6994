package io.dermaflow.scheduler.access;

/** The caller is not known (401), or may not (403). */
public final class AccessRefusedException extends RuntimeException {

  private final boolean unknown;

  /**
   * @param unknown whether a credential is missing or not valid; otherwise it is valid and does not
   *     reach this far
   */
  public AccessRefusedException(boolean unknown, String message) {
    super(message);
    this.unknown = unknown;
  }

  /** Whether a credential is missing or not valid. */
  public boolean unknown() {
    return unknown;
  }
}
