package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.files.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What archives have in common: all they hold is known when they are open, and nothing changes. */
abstract class ReadOnlyStorage<I extends ArchiveItem> implements ObjectStorage {

  private final ArchiveFile file;
  private final Map<String, I> items;

  /**
   * @param items by key, in the order in which they are listed
   */
  ReadOnlyStorage(ArchiveFile file, Map<String, I> items) {
    this.file = file;
    this.items = items;
  }

  /**
   * The bytes of an item. At their end the stream throws {@code DAMAGED} when they are not those
   * that were packed.
   */
  abstract InputStream open(I item);

  final I require(String key) {
    I item = items.get(key);
    if (item == null) {
      throw new StorageException(
          Reason.NOT_FOUND, "There is no '%s' in %s".formatted(key, file.name()));
    }
    return item;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return items.values().stream()
        .map(ArchiveItem::object)
        .filter(object -> object.key().startsWith(prefix));
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return Optional.ofNullable(items.get(key)).map(ArchiveItem::object);
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    I item = require(key);
    int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
    if (item.object().size() > most) {
      throw tooLarge(key, item.object().size() + " bytes", most);
    }
    return contents(item, most);
  }

  /** All bytes of an item; an entry that was lied about is not inflated further than this. */
  byte[] contents(I item, int most) {
    String key = item.object().key();
    try (InputStream in = open(item)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw tooLarge(key, "more bytes than its header says", most);
      }
      return bytes;
    } catch (IOException e) {
      throw file.damaged(key, e);
    }
  }

  private StorageException tooLarge(String key, String found, long most) {
    return new StorageException(
        Reason.TOO_LARGE,
        "'%s' in %s holds %s, at most %d are read".formatted(key, file.name(), found, most));
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    try (InputStream in = open(require(key))) {
      long left = offset;
      while (left > 0) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          return new byte[0];
        }
        left -= skipped;
      }
      return in.readNBytes(length);
    } catch (IOException e) {
      throw file.damaged(key, e);
    }
  }

  @Override
  public void readToFile(String key, Path target) {
    I item = require(key);
    Path part = WholeFiles.part(target);
    try {
      copy(item, part);
      WholeFiles.publish(part, target);
    } catch (IOException e) {
      throw new StorageException(Reason.UNAVAILABLE, "cannot write " + target, e);
    } finally {
      discard(part);
    }
  }

  private void copy(I item, Path part) throws IOException {
    StoredObject object = item.object();
    byte[] buffer = new byte[1 << 16];
    long left = object.size();
    try (InputStream in = open(item);
        OutputStream out = Files.newOutputStream(part)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        left -= n;
        if (left < 0) {
          break;
        }
        out.write(buffer, 0, n);
      }
    }
    if (left != 0) {
      throw file.damaged(
          object.key(), "it does not have the %d bytes of its header".formatted(object.size()));
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What is left is replaced when the file is copied the next time.
    }
  }

  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    throw readOnly(key);
  }

  @Override
  public StoredObject writeFile(String key, Path source, String contentType) {
    throw readOnly(key);
  }

  @Override
  public void delete(String key) {
    throw readOnly(key);
  }

  private StorageException readOnly(String key) {
    return new StorageException(
        Reason.READ_ONLY, "%s is an archive: '%s' stays as it is".formatted(file.name(), key));
  }

  @Override
  public void close() {
    file.storage().close();
  }

  @Override
  public String toString() {
    return "archive " + file.name();
  }
}
