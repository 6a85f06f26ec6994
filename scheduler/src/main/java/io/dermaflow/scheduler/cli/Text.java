package io.dermaflow.scheduler.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How lists are written for a person. */
final class Text {

  private Text() {}

  static <T> String lines(List<T> items, Function<T, String> line) {
    return items.isEmpty()
        ? "nothing yet"
        : items.stream().map(line).collect(Collectors.joining("\n"));
  }
}
