package io.dermaflow.scheduler.dialects;

/** A path of a dialect, asked with a method that it does not have there. */
public final class MethodRefusedException extends RuntimeException {

  private final String allowed;

  /**
   * @param allowed methods that it has, for the {@code Allow} header
   */
  public MethodRefusedException(String allowed) {
    super("expected " + allowed, null, false, false);
    this.allowed = allowed;
  }

  public String allowed() {
    return allowed;
  }
}
