package io.dermaflow.scoring;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Uploads of which nothing may be kept any more. Whoever writes about uploads asks first, in the
 * transaction in which it writes: what was read before an upload was erased does not come back.
 * Only digests of ids are kept. Safe for concurrent use from any number of processes.
 */
public interface ErasedUploads {

  /**
   * Marks uploads as erased, for good. Waits for whoever asked {@link #among} and has not ended its
   * transaction: when this returns, everything that will ever be written about them is there.
   */
  void mark(List<String> uploadIds);

  /** Those of them that are erased; none is marked until the caller's transaction ends. */
  Set<String> among(Collection<String> uploadIds);

  /**
   * Deletes all rows of this room about uploads: themselves, work, outcomes, and what the intake
   * noted. Takes part in the caller's transaction.
   *
   * @return how many rows
   */
  long forget(List<String> uploadIds);
}
