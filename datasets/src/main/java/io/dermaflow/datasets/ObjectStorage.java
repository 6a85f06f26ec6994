package io.dermaflow.datasets;

import io.dermaflow.datasets.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place of named bytes: a bucket, a folder, or an archive. Keys use {@code /} and never start
 * with one; only those of an archive are whatever its maker wrote.
 *
 * <p>Every method throws {@link StorageException} with a {@link StorageException.Reason}; an I/O
 * error is never turned into "not there". Implementations are safe for concurrent use.
 */
public interface ObjectStorage extends AutoCloseable {

  /**
   * Objects whose key starts with {@code prefix}, in key order ({@link SequentialStorage}: in the
   * order in which they lie), fetched page by page while the stream is consumed. Close the stream.
   */
  Stream<StoredObject> list(String prefix);

  /**
   * Like {@link #list(String)}, but only keys that come after another one in the order of the list.
   *
   * @param after a key that was listed before; empty for all
   */
  default Stream<StoredObject> list(String prefix, String after) {
    Stream<StoredObject> all = list(prefix);
    if (after.isEmpty()) {
      return all;
    }
    return all.filter(object -> object.key().compareTo(after) > 0);
  }

  /** The object of exactly this key. */
  Optional<StoredObject> find(String key);

  /**
   * All bytes of an object.
   *
   * @throws StorageException {@code NOT_FOUND}, or {@code TOO_LARGE} when it holds more than {@code
   *     maxBytes} (then nothing is read), or {@code DAMAGED}
   */
  byte[] read(String key, long maxBytes);

  /**
   * All bytes of an object together with the etag that they have.
   *
   * @throws StorageException like {@link #read}
   */
  default FetchedObject fetch(String key, long maxBytes) {
    StoredObject object =
        find(key).orElseThrow(() -> new StorageException(StorageException.Reason.NOT_FOUND, key));
    return new FetchedObject(read(key, maxBytes), object.etag());
  }

  /**
   * Bytes of an object from {@code offset} on: {@code length} of them, fewer at the end of the
   * object, none behind it.
   *
   * @throws StorageException {@code NOT_FOUND}
   */
  byte[] readRange(String key, long offset, int length);

  /** Writes or replaces an object as a whole: readers see the old bytes or the new ones. */
  StoredObject write(String key, byte[] bytes, String contentType);

  /** Like {@link #write}, from a file of any size. */
  StoredObject writeFile(String key, Path file, String contentType);

  /** Copies an object to a file, which is replaced as a whole. */
  void readToFile(String key, Path file);

  /**
   * Copies an object to another key of this place, replacing what is there as a whole. Nothing of
   * it is held in memory; S3 copies as much as one PUT writes, 5 GiB.
   *
   * @throws StorageException {@code NOT_FOUND}
   */
  default void copy(String from, String to, String contentType) {
    try {
      Path file = Files.createTempFile("dermaflow", ".copy");
      try {
        readToFile(from, file);
        writeFile(to, file, contentType);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StorageException(
          Reason.UNAVAILABLE, "cannot copy %s to %s by a file".formatted(from, to), e);
    }
  }

  /** Removes an object; does nothing when it is not there. */
  void delete(String key);

  /**
   * Removes an object unless it was written again since it was seen. A place that can compare and
   * remove in one step does; elsewhere what is written between the two is removed unseen.
   *
   * @param seen as a listing or {@link #find} gave it
   * @return whether nothing is there any more; false when another version is
   */
  default boolean deleteUnchanged(StoredObject seen) {
    Optional<StoredObject> now = find(seen.key());
    if (now.isPresent() && !now.get().etag().equals(seen.etag())) {
      return false;
    }
    delete(seen.key());
    return true;
  }

  @Override
  default void close() {}
}
