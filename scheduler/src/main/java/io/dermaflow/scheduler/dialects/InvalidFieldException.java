package io.dermaflow.scheduler.dialects;

import java.util.List;

/** A field of a request that cannot be used: its name, what it holds and what was expected. */
public final class InvalidFieldException extends RuntimeException {

  private static final int SHOWN = 100;

  private final String field;
  private final List<String> allowed;

  private InvalidFieldException(String field, String message, List<String> allowed) {
    super(message, null, false, false);
    this.field = field;
    this.allowed = List.copyOf(allowed);
  }

  /** A field that must be there and is not. */
  public static InvalidFieldException missing(String field, String expected) {
    return new InvalidFieldException(
        field, "%s is missing, expected %s".formatted(field, expected), List.of());
  }

  /** A field with a value that it cannot have. */
  public static InvalidFieldException wrong(String field, String value, String expected) {
    return new InvalidFieldException(field, sentence(field, value, expected), List.of());
  }

  /** A field whose value is none of those that are allowed. */
  public static InvalidFieldException notOneOf(String field, String value, List<String> allowed) {
    String expected = "one of " + String.join(", ", allowed);
    return new InvalidFieldException(field, sentence(field, value, expected), allowed);
  }

  private static String sentence(String field, String value, String expected) {
    String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    return "%s is '%s', expected %s"
        .formatted(field, shown.replaceAll("\\p{Cntrl}", "\uFFFD"), expected);
  }

  public String field() {
    return field;
  }

  /** The values that it can have; empty where they cannot be counted. */
  public List<String> allowed() {
    return allowed;
  }
}
