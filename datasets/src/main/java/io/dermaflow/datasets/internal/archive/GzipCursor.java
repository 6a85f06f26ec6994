package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a gzip file inflates to by ranges. The file can only be inflated forwards: a range
 * that lies ahead is skipped to, and one that lies behind is reached from the front again.
 */
final class GzipCursor implements Ranges {

  private final ArchiveFile file;
  private final ArchiveLimits limits;
  private @Nullable GunzipStream stream;
  private int starts;

  GzipCursor(ArchiveFile file, ArchiveLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  @Override
  public synchronized byte[] read(long offset, int length) {
    boolean done = false;
    try {
      byte[] bytes = at(offset).readNBytes(length);
      done = true;
      return bytes;
    } catch (IOException e) {
      throw new StorageException(
          Reason.DAMAGED, "%s cannot be inflated at byte %d".formatted(file.name(), offset), e);
    } finally {
      if (!done) {
        close(); // it stands somewhere in the middle
      }
    }
  }

  private GunzipStream at(long offset) throws IOException {
    GunzipStream open = stream;
    if (open == null || open.position() > offset) {
      close();
      open = new GunzipStream(file, limits);
      stream = open;
      starts++;
    }
    open.skipNBytes(offset - open.position());
    return open;
  }

  /** How often it went to the front of the file. */
  synchronized int starts() {
    return starts;
  }

  /** Forgets where it is; the next range is read from the front. */
  synchronized void close() {
    GunzipStream open = stream;
    stream = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was only read: nothing is lost.
      }
    }
  }
}
