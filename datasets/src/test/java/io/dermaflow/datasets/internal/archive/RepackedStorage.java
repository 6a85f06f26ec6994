package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Packs an archive anew when what it holds has changed, and reads everything from that archive: so
 * archives, which cannot be written, pass the contract of storages that are.
 */
final class RepackedStorage implements ObjectStorage {

  private final Function<Map<String, byte[]>, byte[]> packer;
  private final Map<String, byte[]> files = new TreeMap<>();
  private ObjectStorage archive;

  RepackedStorage(Function<Map<String, byte[]>, byte[]> packer) {
    this.packer = packer;
  }

  private ObjectStorage archive() {
    if (archive == null) {
      archive = TestArchives.open(packer.apply(files));
    }
    return archive;
  }

  /** Described as in an archive of its own: to pack all of them at each write takes minutes. */
  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    files.put(key, bytes.clone());
    archive = null;
    return TestArchives.open(packer.apply(Map.of(key, bytes))).find(key).orElseThrow();
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
  public void delete(String key) {
    files.remove(key);
    archive = null;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return archive().list(prefix);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return archive().find(key);
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    return archive().read(key, maxBytes);
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    return archive().readRange(key, offset, length);
  }

  @Override
  public void readToFile(String key, Path file) {
    archive().readToFile(key, file);
  }
}
