package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Counts what is read of another storage, and can be told to be away. */
final class WatchedStorage implements ObjectStorage {

  private final ObjectStorage storage;
  private final AtomicInteger ranges = new AtomicInteger();
  private volatile boolean away;
  private volatile boolean closed;

  WatchedStorage(ObjectStorage storage) {
    this.storage = storage;
  }

  int ranges() {
    return ranges.get();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    if (away) {
      throw new StorageException(Reason.UNAVAILABLE, "the storage is away");
    }
    ranges.incrementAndGet();
    return storage.readRange(key, offset, length);
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return storage.list(prefix);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return storage.find(key);
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    throw new IllegalStateException("an archive is never read as a whole");
  }

  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    return storage.write(key, bytes, contentType);
  }

  @Override
  public StoredObject writeFile(String key, Path file, String contentType) {
    return storage.writeFile(key, file, contentType);
  }

  @Override
  public void readToFile(String key, Path file) {
    throw new IllegalStateException("an archive is never copied");
  }

  @Override
  public void delete(String key) {
    storage.delete(key);
  }

  @Override
  public void close() {
    closed = true;
    storage.close();
  }
}
