package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers as bytes, put together without reading the recommendation. */
final class AnswerJson {

  static final String PUBLICATION = "publication";
  static final String LIVE = "live";

  private static final int TAG_BYTES = 12;

  private AnswerJson() {}

  /**
   * @param at when the publication was switched to, or the live recommendation was made
   * @param source {@link #PUBLICATION} or {@link #LIVE}
   * @param body the recommendation, JSON
   */
  static byte[] of(
      long publication, @Nullable Instant at, String subjectId, String source, String body) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("publication", publication);
    if (at != null) {
      head.put("published_at", at.toString());
    }
    head.put("subject_id", subjectId);
    head.put("source", source);
    String start = Json.write(head);
    byte[] prefix =
        (start.substring(0, start.length() - 1) + ",\"recommendation\":")
            .getBytes(StandardCharsets.UTF_8);
    byte[] recommendation = body.getBytes(StandardCharsets.UTF_8);
    byte[] json = Arrays.copyOf(prefix, prefix.length + recommendation.length + 1);
    int length = compact(recommendation, json, prefix.length);
    json[length] = '}';
    return Arrays.copyOf(json, length + 1);
  }

  /** Copies JSON without the spaces between its tokens; returns where it ends. */
  private static int compact(byte[] from, byte[] to, int start) {
    int at = start;
    boolean text = false;
    for (int i = 0; i < from.length; i++) {
      byte b = from[i];
      if (text) {
        to[at++] = b;
        if (b == '\\' && i + 1 < from.length) {
          to[at++] = from[++i];
        } else if (b == '"') {
          text = false;
        }
      } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        to[at++] = b;
        text = b == '"';
      }
    }
    return at;
  }

  /** Changes when the bytes do. */
  static byte[] tag(byte[] json) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(json), TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
