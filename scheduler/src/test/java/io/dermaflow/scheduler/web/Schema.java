package io.dermaflow.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as our description uses. */
final class Schema {

  private final JsonNode document;
  private final JsonNode schema;

  private Schema(JsonNode document, JsonNode schema) {
    this.document = document;
    this.schema = schema;
  }

  static Schema of(JsonNode document, JsonNode schema) {
    return new Schema(document, schema);
  }

  void check(JsonNode value) {
    assertThat(faults(value)).as(value.toString()).isEmpty();
  }

  List<String> faults(JsonNode value) {
    List<String> faults = new ArrayList<>();
    walk(schema, value, "", faults);
    return faults;
  }

  private void walk(JsonNode written, JsonNode value, String at, List<String> faults) {
    JsonNode rules =
        written.has("$ref") ? document.at(written.path("$ref").asString().substring(1)) : written;
    boolean typed =
        switch (rules.path("type").asString("")) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> false;
        };
    if (!typed) {
      faults.add(at + " is " + value + ", expected " + rules.path("type"));
      return;
    }
    if (rules.has("enum") && rules.path("enum").values().stream().noneMatch(value::equals)) {
      faults.add(at + " is " + value + ", expected one of " + rules.path("enum"));
    }
    bounds(rules, value, at, faults);
    for (JsonNode name : rules.path("required").values()) {
      if (!value.has(name.asString())) {
        faults.add(at + "/" + name.asString() + " is missing");
      }
    }
    for (JsonNode item : value.isArray() ? value.values() : List.<JsonNode>of()) {
      walk(rules.path("items"), item, at + "/*", faults);
    }
    for (var field : value.properties()) {
      String place = at + "/" + field.getKey();
      JsonNode of = rules.path("properties").path(field.getKey());
      JsonNode others = rules.path("additionalProperties");
      if (!of.isMissingNode()) {
        walk(of, field.getValue(), place, faults);
      } else if (!others.isMissingNode()) {
        walk(others, field.getValue(), place, faults);
      } else if (rules.has("properties")) {
        faults.add(place + " is not described");
      }
    }
  }

  private static void bounds(JsonNode rules, JsonNode value, String at, List<String> faults) {
    if (value.isNumber()
        && (value.doubleValue() < rules.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
            || value.doubleValue() > rules.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
      faults.add(at + " is " + value + ", out of bounds");
    }
    if (value.isArray() && value.size() > rules.path("maxItems").asInt(Integer.MAX_VALUE)) {
      faults.add(at + " has " + value.size() + " items");
    }
    String pattern = rules.path("pattern").asString("");
    if (value.isString() && !pattern.isEmpty() && !value.stringValue().matches(pattern)) {
      faults.add(at + " is " + value + ", expected " + pattern);
    }
  }
}
