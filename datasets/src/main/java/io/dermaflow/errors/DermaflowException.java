package io.dermaflow.errors;

/**
 * A failure that a person can act on. Its message names the value that was found, what was expected
 * and what to do; nothing about it needs a stack trace.
 */
public final class DermaflowException extends RuntimeException {

  /** What the caller should conclude; decides the exit code of a command. */
  public enum Kind {
    /** Something broke on the way; the same call may work again. */
    FAILED(1),
    /** The call or the configuration is wrong. */
    USAGE(2),
    /** A gate said no; nothing was changed. */
    REFUSED(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private DermaflowException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  private DermaflowException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** What another process has said already. */
  public static DermaflowException told(Kind kind, String message) {
    return new DermaflowException(kind, message);
  }

  /** A wrong call or configuration: {@code found}, then what was expected, then the remedy. */
  public static DermaflowException usage(String found, String expected, String maybe) {
    return new DermaflowException(Kind.USAGE, sentence(found, expected, maybe));
  }

  /** A gate that said no. */
  public static DermaflowException refused(String found, String expected, String maybe) {
    return new DermaflowException(Kind.REFUSED, sentence(found, expected, maybe));
  }

  /** Work that broke; {@code maybe} says how to go on. */
  public static DermaflowException failed(String found, String expected, String maybe) {
    return new DermaflowException(Kind.FAILED, sentence(found, expected, maybe));
  }

  /** Work that broke because of {@code cause}. */
  public static DermaflowException failed(
      String found, String expected, String maybe, Throwable cause) {
    return new DermaflowException(Kind.FAILED, sentence(found, expected, maybe), cause);
  }

  private static String sentence(String found, String expected, String maybe) {
    return found + "; expected " + expected + ". Maybe " + maybe + ".";
  }
}
