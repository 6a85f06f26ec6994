package io.dermaflow.recommend.importing;

/** A row that cannot be used; the message names the value and what was expected. */
final class RowException extends Exception {

  private static final int MOST = 80;

  RowException(String message) {
    super(message);
  }

  static String shorten(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
