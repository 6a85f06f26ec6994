package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A storage as if it held no other uploads than these: what a listing of the whole prefix would say
 * of them, for the price of one listing each.
 */
final class TouchedUploads implements ObjectStorage {

  private final ObjectStorage storage;
  private final SortedSet<String> folders;

  /**
   * @param folders what the keys of each upload start with, up to a slash
   */
  TouchedUploads(ObjectStorage storage, SortedSet<String> folders) {
    this.storage = storage;
    this.folders = folders;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return folders.stream().filter(folder -> folder.startsWith(prefix)).flatMap(storage::list);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return storage.find(key);
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    return storage.read(key, maxBytes);
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    return storage.readRange(key, offset, length);
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
    storage.readToFile(key, file);
  }

  @Override
  public void delete(String key) {
    storage.delete(key);
  }
}
