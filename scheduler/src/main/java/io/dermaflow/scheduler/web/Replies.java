package io.dermaflow.scheduler.web;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Answers as this API gives them. */
final class Replies {

  /** Shared caches keep nothing of a person, and a browser asks before it shows it again. */
  static final CacheControl ASK_FIRST = CacheControl.noCache().cachePrivate();

  private static final int TAG_BYTES = 12;

  private Replies() {}

  /** What may be asked for again with its tag. */
  static ResponseEntity<byte[]> tagged(Object value) {
    byte[] body = bytes(value);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(ASK_FIRST)
        .eTag("\"" + digest(body) + "\"")
        .body(body);
  }

  /** What nobody keeps. */
  static ResponseEntity<byte[]> once(HttpStatus status, Object value) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(bytes(value));
  }

  static ResponseEntity<byte[]> nothing() {
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  static byte[] bytes(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** {@code tone} stays where it was before there was a {@code face}. */
  static ObjectNode features(SkinFeatures features) {
    ObjectNode body = Json.mapper().valueToTree(features);
    return body.put("tone", features.tone());
  }

  static ObjectNode analysis(Analysis analysis) {
    ObjectNode body = Json.mapper().valueToTree(analysis);
    SkinFeatures features = analysis.features();
    if (features != null) {
      body.set("features", features(features));
    }
    return body;
  }

  /** A number in a query, once or not at all. */
  static int limit(String @Nullable [] values, int otherwise, int most) {
    if (values == null) {
      return otherwise;
    }
    String text = String.join(",", values);
    int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > most) {
      throw Problem.invalid("limit", text, "a whole number, 1..%d".formatted(most));
    }
    return number;
  }
}
