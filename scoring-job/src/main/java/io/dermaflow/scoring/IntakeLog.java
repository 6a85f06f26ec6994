package io.dermaflow.scoring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What became of originals, one row for each version of each, and whose turn it is. Safe for
 * concurrent use from any number of processes that share the store.
 */
public interface IntakeLog {

  /**
   * Does work on an upload while nobody else, in any process, does. Waits while somebody does, as
   * long as the implementation was told. Takes no part in a transaction of the caller.
   *
   * @return false when it was somebody else's turn all that time: then {@code work} was not done
   */
  boolean alone(String uploadId, Consumer<Turn> work);

  /** What became of an upload's originals, every version of each, oldest first. */
  List<IntakeItem> find(String uploadId);

  /**
   * Uploads whose survey that was taken last was refused, with it: nobody knows what the person
   * said, or consented to, so they must not be scored without.
   */
  Map<String, IntakeItem> findRefusedSurveys(Collection<String> uploadIds);

  /** What was refused, newest first. */
  List<IntakeItem> refused(int limit);

  /** An upload of one's own, until the work is done. */
  interface Turn {

    /** Keeps a row, committed when this returns; replaces that of the same version. */
    void keep(IntakeItem item);

    /** Whether the upload was erased: then nothing of it is kept. */
    boolean erased();
  }
}
