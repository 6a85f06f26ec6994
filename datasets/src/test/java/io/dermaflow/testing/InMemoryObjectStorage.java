package io.dermaflow.testing;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.ids.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Object storage in memory; passes the same contract as the real ones. */
public final class InMemoryObjectStorage implements ObjectStorage {

  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public Stream<StoredObject> list(String prefix) {
    // An entry keeps the bytes that it was seen with, also when they are deleted meanwhile.
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> describe(entry.getKey(), entry.getValue()));
  }

  private static StoredObject describe(String key, byte[] bytes) {
    return new StoredObject(key, Digests.sha256(bytes), bytes.length, Instant.EPOCH);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key)).map(bytes -> describe(key, bytes));
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      throw new StorageException(Reason.NOT_FOUND, key);
    }
    if (bytes.length > maxBytes) {
      throw new StorageException(Reason.TOO_LARGE, key + " holds " + bytes.length + " bytes");
    }
    return bytes.clone();
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    byte[] bytes = read(key, Long.MAX_VALUE);
    int from = (int) Math.min(offset, bytes.length);
    return Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from));
  }

  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    objects.put(key, bytes.clone());
    return describe(key, bytes);
  }

  @Override
  public StoredObject writeFile(String key, Path file, String contentType) {
    try {
      return write(key, Files.readAllBytes(file), contentType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void readToFile(String key, Path file) {
    try {
      Files.write(file, read(key, Long.MAX_VALUE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void copy(String from, String to, String contentType) {
    write(to, read(from, Long.MAX_VALUE), contentType);
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }
}
