package io.dermaflow.scoring.internal.sqs;

import io.dermaflow.json.Json;
import io.dermaflow.scoring.UploadEvents.Created;
import io.dermaflow.scoring.UploadEvents.Event;
import io.dermaflow.scoring.UploadEvents.Fault;
import io.dermaflow.scoring.UploadEvents.Other;
import io.dermaflow.scoring.UploadEvents.Test;
import io.dermaflow.scoring.UploadEvents.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of an S3 event notification: a list of records, or the test that is sent when
 * notifications are set up (Amazon S3 User Guide, "Event message structure", versions 2.x). MinIO
 * and Ceph send the same with {@code s3:} before the name of an event.
 */
final class S3Notification {

  private static final String VENDOR = "s3:";
  private static final String CREATED = "ObjectCreated:";

  private S3Notification() {}

  /** What a body says; at least one event. */
  static List<Event> events(String body) {
    JsonNode message;
    try {
      message = Json.tree(body);
    } catch (JacksonException e) {
      return List.of(new Unreadable(Fault.NOT_JSON, e.getOriginalMessage()));
    }
    if (message.path("Event").asString("").equals("s3:TestEvent")) {
      return List.of(new Test());
    }
    JsonNode records = message.path("Records");
    if (!records.isArray() || records.isEmpty()) {
      return List.of(
          new Unreadable(Fault.NOT_A_NOTIFICATION, "no list 'Records' with anything in it"));
    }
    List<Event> events = new ArrayList<>();
    for (JsonNode record : records) {
      events.add(event(record));
    }
    return events;
  }

  private static Event event(JsonNode record) {
    String name = record.path("eventName").asString("");
    if (name.isBlank()) {
      return new Unreadable(Fault.INCOMPLETE_RECORD, "a record without eventName");
    }
    String plain = name.startsWith(VENDOR) ? name.substring(VENDOR.length()) : name;
    if (!plain.startsWith(CREATED)) {
      return new Other(plain);
    }
    String bucket = record.path("s3").path("bucket").path("name").asString("");
    JsonNode object = record.path("s3").path("object");
    String encoded = object.path("key").asString("");
    if (bucket.isEmpty() || encoded.isEmpty()) {
      return new Unreadable(
          Fault.INCOMPLETE_RECORD, "a record without s3.bucket.name or s3.object.key");
    }
    Optional<String> key = decode(encoded);
    if (key.isEmpty()) {
      return new Unreadable(Fault.UNDECODABLE_KEY, "the key is " + encoded);
    }
    JsonNode size = object.path("size");
    return new Created(
        bucket,
        key.get(),
        text(object, "eTag"),
        size.isIntegralNumber() && size.canConvertToLong() ? Long.valueOf(size.asLong()) : null,
        time(record.path("eventTime").asString("")),
        text(object, "sequencer"));
  }

  private static @Nullable String text(JsonNode object, String name) {
    return object.path(name).asStringOpt().orElse(null);
  }

  private static @Nullable Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Undoes the encoding of forms; unlike URLDecoder it refuses bytes that are not UTF-8. */
  private static Optional<String> decode(String encoded) {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
        continue;
      }
      int high = i + 1 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      decoded.write(high << 4 | low);
      i += 2;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(decoded.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
