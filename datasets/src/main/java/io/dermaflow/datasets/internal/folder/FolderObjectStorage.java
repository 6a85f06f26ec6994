package io.dermaflow.datasets.internal.folder;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder of the file system. The etag is made of size and modification time, so that listing
 * reads no bytes.
 */
final class FolderObjectStorage implements ObjectStorage {

  private static final String PART = ".dermaflow-part";

  private final Path root;

  FolderObjectStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    if (!Files.isDirectory(root)) {
      throw new StorageException(Reason.NO_BUCKET, "There is no folder " + root);
    }
    try {
      return Files.walk(root, FileVisitOption.FOLLOW_LINKS)
          .filter(file -> !file.getFileName().toString().endsWith(PART))
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(key -> key.startsWith(prefix))
          .sorted(Comparator.naturalOrder())
          .map(this::describe);
    } catch (IOException | UncheckedIOException e) {
      throw new StorageException(Reason.UNAVAILABLE, "cannot list " + root, e);
    }
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return Files.isRegularFile(file(key)) ? Optional.of(describe(key)) : Optional.empty();
  }

  private StoredObject describe(String key) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file(key), BasicFileAttributes.class);
      long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      return new StoredObject(
          key,
          Long.toHexString(attributes.size()) + "-" + Long.toHexString(changed),
          attributes.size(),
          attributes.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    try {
      long size = Files.size(file(key));
      if (size > maxBytes) {
        throw new StorageException(
            Reason.TOO_LARGE,
            "%s holds %d bytes, at most %d are read".formatted(file(key), size, maxBytes));
      }
      return Files.readAllBytes(file(key));
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    return replace(key, part -> Files.write(part, bytes));
  }

  @Override
  public StoredObject writeFile(String key, Path source, String contentType) {
    return replace(key, part -> Files.copy(source, part));
  }

  private StoredObject replace(String key, PartWriter writer) {
    Path target = file(key);
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + PART);
    try {
      Files.createDirectories(target.getParent());
      writer.write(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return describe(key);
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public void readToFile(String key, Path target) {
    try {
      Files.copy(file(key), target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public void delete(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  private Path file(String key) {
    Path file = root.resolve(key).normalize();
    if (!file.startsWith(root)) {
      throw new StorageException(Reason.DENIED, "key '" + key + "' leads out of " + root);
    }
    return file;
  }

  private static StorageException failure(String key, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new StorageException(Reason.NOT_FOUND, key, e);
    }
    return new StorageException(Reason.UNAVAILABLE, key + ": " + e, e);
  }

  @Override
  public String toString() {
    return "folder " + root;
  }

  @FunctionalInterface
  private interface PartWriter {
    Object write(Path part) throws IOException;
  }
}
