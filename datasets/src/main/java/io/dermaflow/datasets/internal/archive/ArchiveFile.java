package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.errors.DermaflowException;

/**
 * An archive as an object of the storage that it lies in.
 *
 * @param name what messages call it
 * @param etag the object's: changes whenever the archive does
 */
record ArchiveFile(ObjectStorage storage, String key, String name, long size, String etag)
    implements Ranges {

  @Override
  public byte[] read(long offset, int length) {
    int wanted = (int) Math.max(0, Math.min(length, size - offset));
    if (wanted == 0) {
      return new byte[0];
    }
    byte[] bytes = storage.readRange(key, offset, wanted);
    if (bytes.length < wanted) {
      throw new StorageException(
          Reason.UNAVAILABLE,
          "%s had %d bytes when it was opened and has fewer now".formatted(name, size));
    }
    return bytes;
  }

  /** An entry that is not what was packed. */
  StorageException damaged(String entry, String found) {
    return new StorageException(Reason.DAMAGED, "'%s' in %s: %s".formatted(entry, name, found));
  }

  /** An entry that cannot be inflated. */
  StorageException damaged(String entry, Exception cause) {
    return new StorageException(
        Reason.DAMAGED, "'%s' in %s: %s".formatted(entry, name, said(cause)), cause);
  }

  /** An archive whose directory or headers cannot be read. */
  DermaflowException broken(String found) {
    return DermaflowException.usage(
        "'%s' is cut off or damaged: %s".formatted(name, found),
        "a whole archive",
        "it was cut while it was copied: copy it again, or pack it again");
  }

  DermaflowException broken(Exception cause) {
    return broken(said(cause));
  }

  /** Commons Compress says what it was doing, and its cause what was wrong. */
  private static String said(Exception e) {
    Throwable cause = e.getCause();
    String message = cause == null ? null : cause.getMessage();
    if (message == null) {
      message = e.getMessage();
    }
    return message == null ? "it ends too early" : message;
  }
}
