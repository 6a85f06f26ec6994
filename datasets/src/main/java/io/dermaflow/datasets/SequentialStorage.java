package io.dermaflow.datasets;

import java.util.stream.Stream;

/**
 * Storage whose objects lie one behind the other, as in a tar archive. Reading them in ascending
 * positions is fast; any other order may start over at the front. {@link #list} follows the
 * positions.
 */
public interface SequentialStorage extends ObjectStorage {

  /**
   * Where an object lies. Only the order of positions means something.
   *
   * @throws StorageException {@code NOT_FOUND}
   */
  long position(String key);

  @Override
  default Stream<StoredObject> list(String prefix, String after) {
    Stream<StoredObject> all = list(prefix);
    return after.isEmpty() ? all : all.dropWhile(object -> !object.key().equals(after)).skip(1);
  }
}
