package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Erases uploads from our bucket and from the tables of this room; a bucket that is not ours is
 * never written. Every step may be repeated, and a crash between two is mended by that.
 */
public final class EraseUploads {

  private final ObjectStorage ours;
  private final IntakeLog log;
  private final ErasedUploads erased;

  public EraseUploads(ObjectStorage ours, IntakeLog log, ErasedUploads erased) {
    this.ours = ours;
    this.log = log;
    this.erased = erased;
  }

  /**
   * Deletes the objects of uploads: originals, refused ones, and what scoring reads. From now on
   * nothing of them is scored or taken in any more; what a signed URL still brings is deleted by
   * the next intake.
   *
   * @return how many were deleted
   * @throws DermaflowException (failed) when another process is at one of them for too long
   */
  public long objects(List<String> uploadIds) {
    erased.mark(uploadIds);
    long[] deleted = {0};
    for (String uploadId : uploadIds) {
      if (!log.alone(uploadId, turn -> deleted[0] += delete(uploadId))) {
        throw DermaflowException.failed(
            "Upload " + uploadId + " is being taken in",
            "an intake that ends within seconds",
            "storage is slow: erase again");
      }
    }
    return deleted[0];
  }

  private long delete(String uploadId) {
    Set<String> keys = new TreeSet<>();
    if (!uploadId.isEmpty() && uploadId.indexOf('/') < 0) {
      for (String place : List.of(IncomingKey.INCOMING, IncomingKey.REFUSED, IncomingKey.UPLOADS)) {
        try (Stream<StoredObject> objects = ours.list(place + uploadId + "/")) {
          objects.map(StoredObject::key).forEach(keys::add);
        }
      }
    }
    log.find(uploadId).stream() // those of strange names lie elsewhere
        .map(IntakeItem::key)
        .filter(key -> key.startsWith(IncomingKey.REFUSED) && ours.find(key).isPresent())
        .forEach(keys::add);
    keys.forEach(ours::delete);
    return keys.size();
  }

  /** Deletes all rows about uploads; after {@link #objects}. */
  public void rows(List<String> uploadIds) {
    erased.forget(uploadIds);
  }
}
