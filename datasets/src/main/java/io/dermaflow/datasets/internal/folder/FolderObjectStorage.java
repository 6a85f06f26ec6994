package io.dermaflow.datasets.internal.folder;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder of the file system. The etag is made of size and modification time, so that listing
 * reads no bytes.
 */
final class FolderObjectStorage implements ObjectStorage {

  private static final String PART = ".dermaflow-part";

  /** What the system says of a name that no file can have, or that is a folder's. */
  private static final Set<String> OF_THE_NAME =
      Set.of("File name too long", "Is a directory", "Too many levels of symbolic links");

  private final Path root;

  FolderObjectStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    if (!Files.isDirectory(root)) {
      throw new StorageException(Reason.NO_BUCKET, "There is no folder " + root);
    }
    List<StoredObject> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Lister(prefix, found));
    } catch (IOException e) {
      throw new StorageException(Reason.UNAVAILABLE, "cannot list " + root, e);
    }
    found.sort(Comparator.comparing(StoredObject::key));
    return found.stream();
  }

  /** Takes what there is; what cannot be looked at is listed, and fails when it is read. */
  private final class Lister extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<StoredObject> found;

    Lister(String prefix, List<StoredObject> found) {
      this.prefix = prefix;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !file.getFileName().toString().endsWith(PART)) {
        add(file, etag(attributes), attributes.size(), attributes.lastModifiedTime().toInstant());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof FileSystemLoopException)) {
        add(file, "unreadable", 0, Instant.EPOCH);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(Path file, String etag, long size, Instant changed) {
      String key = root.relativize(file).toString().replace(File.separatorChar, '/');
      if (key.startsWith(prefix)) {
        found.add(new StoredObject(key, etag, size, changed));
      }
    }
  }

  private static String etag(BasicFileAttributes attributes) {
    long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    return Long.toHexString(attributes.size()) + "-" + Long.toHexString(changed);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return Files.isRegularFile(file(key)) ? Optional.of(describe(key)) : Optional.empty();
  }

  private StoredObject describe(String key) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file(key), BasicFileAttributes.class);
      return new StoredObject(
          key, etag(attributes), attributes.size(), attributes.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file(key), BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new StorageException(Reason.NOT_FOUND, file(key) + " is a folder");
      }
      long size = attributes.size();
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
  public byte[] readRange(String key, long offset, int length) {
    try (SeekableByteChannel channel = Files.newByteChannel(file(key))) {
      channel.position(offset);
      return Channels.newInputStream(channel).readNBytes(length);
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
    Path file;
    try {
      file = root.resolve(key).normalize();
    } catch (InvalidPathException e) {
      throw new StorageException(Reason.NOT_FOUND, "no file can be called '" + key + "'", e);
    }
    if (!file.startsWith(root)) {
      throw new StorageException(Reason.DENIED, "key '" + key + "' leads out of " + root);
    }
    return file;
  }

  private static StorageException failure(String key, IOException e) {
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return new StorageException(Reason.NOT_FOUND, key, e);
    }
    if (e instanceof AccessDeniedException) {
      return new StorageException(Reason.DENIED, key + " may not be read", e);
    }
    String why =
        e instanceof FileSystemException of ? String.valueOf(of.getReason()) : e.getMessage();
    if (why != null && OF_THE_NAME.contains(why)) {
      return new StorageException(Reason.NOT_FOUND, key + ": " + why, e);
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
