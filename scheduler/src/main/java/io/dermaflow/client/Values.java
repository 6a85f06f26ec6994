package io.dermaflow.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is checked before it is sent, and made whole after it was read. */
final class Values {

  private static final Pattern CREDENTIAL = Pattern.compile("[!-~]{1,8192}");

  private Values() {}

  /** An id as one segment of a path. */
  static String segment(String what, String id) {
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException(what + " '" + id + "', expected an id");
    }
    return query(id);
  }

  static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A key or token that a header can hold; it is never part of a message. */
  static String credential(String text) {
    if (!CREDENTIAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the key or token is empty or has characters that a header cannot hold");
    }
    return text;
  }

  /** Lists that are not there are empty. */
  static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  /** Maps keep their order; those that are not there are empty. */
  static <V> Map<String, V> map(@Nullable Map<String, V> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
