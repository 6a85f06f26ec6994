package io.dermaflow.datasets;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of objects as sources have them: anything. */
public final class ObjectNames {

  /** Longest key of S3, bytes. */
  private static final int MOST_BYTES = 1024;

  private static final int SHOWN = 120;

  private ObjectNames() {}

  /** What is wrong with a name; none for most. */
  static Optional<String> findFault(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      return Optional.of("%d bytes, at most %d".formatted(bytes, MOST_BYTES));
    }
    if (key.startsWith("/") || key.matches("[A-Za-z]:.*")) {
      return Optional.of("an absolute path");
    }
    for (String part : key.split("[/\\\\]", -1)) {
      if (part.equals("..")) {
        return Optional.of("leads out of its folder");
      }
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      return Optional.of("is no Unicode text");
    }
    return key.chars().anyMatch(Character::isISOControl)
        ? Optional.of("has control characters")
        : Optional.empty();
  }

  /** With a replacement character for each half of a character. */
  private static String sound(String key) {
    return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** A name that a table can hold, and that stays different from others. */
  public static String storable(String key) {
    String visible = sound(key.replace('\u0000', '\uFFFD'));
    if (visible.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES && visible.equals(key)) {
      return key;
    }
    int end = Math.min(SHOWN, visible.length());
    if (Character.isHighSurrogate(visible.charAt(end - 1))) {
      end--;
    }
    return visible.substring(0, end)
        + "… ("
        + io.dermaflow.ids.Digests.sha256(key).substring(0, 16)
        + ")";
  }
}
