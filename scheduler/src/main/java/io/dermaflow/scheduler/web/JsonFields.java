package io.dermaflow.scheduler.web;

import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fields of a JSON object, with their types. What is wrong is collected, and told at once by {@link
 * #check}; until then a field that is wrong reads as one that is missing. Fields that nobody asks
 * for are left alone, and null counts as missing.
 */
public final class JsonFields {

  private static final int MOST_ERRORS = 20;

  private final JsonNode node;
  private final String path;
  private final List<Problem.FieldError> errors;

  JsonFields(JsonNode object) {
    this(object, "", new ArrayList<>());
  }

  private JsonFields(JsonNode object, String path, List<Problem.FieldError> errors) {
    this.node = object;
    this.path = path;
    this.errors = errors;
  }

  /**
   * @throws ProblemException that names all fields that were wrong
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw new ProblemException(
          Problem.invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS))));
    }
  }

  /** Says that a field is wrong. */
  public void wrong(String name, String expected) {
    JsonNode value = find(name);
    String found =
        value == null ? "" : value.isString() ? value.stringValue() : String.valueOf(value);
    errors.add(new Problem.FieldError(path + name, found, expected));
  }

  private @Nullable JsonNode find(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** The object as bytes, without spaces. */
  public byte[] bytes() {
    return Json.write(node).getBytes(StandardCharsets.UTF_8);
  }

  /** A text, or null when it is missing. */
  public @Nullable String findText(String name, Predicate<String> allowed, String expected) {
    JsonNode value = find(name);
    if (value == null) {
      return null;
    }
    if (!value.isString() || !allowed.test(value.stringValue())) {
      wrong(name, expected);
      return null;
    }
    return value.stringValue();
  }

  /** A text that must be there. */
  public String text(String name, Predicate<String> allowed, String expected) {
    if (find(name) == null) {
      wrong(name, expected);
    }
    String found = findText(name, allowed, expected);
    return found == null ? "" : found;
  }

  /** A subject's id that must be there. */
  public String subject(String name) {
    return text(name, Ids::isSubject, Ids.SUBJECT);
  }

  /** A subject's id, or null when it is missing. */
  public @Nullable String findSubject(String name) {
    return findText(name, Ids::isSubject, Ids.SUBJECT);
  }

  /** An upload's id that must be there. */
  public String upload(String name) {
    return text(name, Ids::isUpload, Ids.UPLOAD);
  }

  /** One of these texts, or null when it is missing. */
  public @Nullable String findChoice(String name, Collection<String> allowed) {
    return findText(name, allowed::contains, "one of " + allowed);
  }

  /** One of the names of an enum, in lower case, that must be there; the first when it is wrong. */
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    List<String> allowed = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      allowed.add(value.name().toLowerCase(Locale.ROOT));
    }
    int index = allowed.indexOf(text(name, allowed::contains, "one of " + allowed));
    return type.getEnumConstants()[Math.max(index, 0)];
  }

  /** A whole number, or null when it is missing. */
  public @Nullable Long findWhole(String name, long least, long most) {
    JsonNode value = find(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      wrong(name, "a whole number, %d..%d".formatted(least, most));
      return null;
    }
    return value.longValue();
  }

  /** A moment, or null when it is missing. */
  public @Nullable Instant findInstant(String name) {
    String text = findText(name, t -> t.length() <= 40, "a moment such as 2026-01-31T12:00:00Z");
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      wrong(name, "a moment such as 2026-01-31T12:00:00Z");
      return null;
    }
  }

  /** An object, or null when it is missing. */
  public @Nullable JsonFields findObject(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      wrong(name, "an object");
      return null;
    }
    return new JsonFields(value, path + name + ".", errors);
  }

  /** Objects that must be there. */
  public List<JsonFields> objects(String name, int most) {
    String expected = "a list of 1..%d objects".formatted(most);
    List<JsonFields> found = new ArrayList<>();
    for (JsonNode value : list(name, most, expected)) {
      String place = "%s%s[%d]".formatted(path, name, found.size());
      if (!value.isObject()) {
        errors.add(new Problem.FieldError(place, String.valueOf(value), "an object"));
      }
      found.add(new JsonFields(value, place + ".", errors));
    }
    return found;
  }

  /** Subjects' ids that must be there; each once, in their order. */
  public List<String> subjects(String name, int most) {
    LinkedHashSet<String> found = new LinkedHashSet<>();
    int index = 0;
    for (JsonNode value : list(name, most, "a list of 1..%d ids".formatted(most))) {
      if (value.isString() && Ids.isSubject(value.stringValue())) {
        found.add(value.stringValue());
      } else {
        errors.add(
            new Problem.FieldError(
                "%s%s[%d]".formatted(path, name, index), value.toString(), Ids.SUBJECT));
      }
      index++;
    }
    return List.copyOf(found);
  }

  private List<JsonNode> list(String name, int most, String expected) {
    JsonNode value = find(name);
    if (value == null || !value.isArray() || value.isEmpty() || value.size() > most) {
      wrong(name, expected);
      return List.of();
    }
    return List.copyOf(value.values());
  }
}
