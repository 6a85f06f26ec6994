package io.dermaflow.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a batch read says of one subject.
 *
 * @param value null when there is nothing of this subject
 */
public record BatchEntry<T>(String subjectId, @Nullable T value) {

  /** The value, where there is one. */
  public Optional<T> find() {
    return Optional.ofNullable(value);
  }
}
