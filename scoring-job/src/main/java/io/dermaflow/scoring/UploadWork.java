package io.dermaflow.scoring;

import io.dermaflow.features.UploadOutcome;
import java.util.List;
import java.util.Map;

/** The work table: which uploads there are, and what became of them under which model. */
public interface UploadWork {

  /**
   * Takes note of uploads; a selfie with another etag is a new input. Takes part in the caller's
   * transaction.
   *
   * @return how many were new
   */
  int note(List<UploadRef> uploads);

  /**
   * Uploads of a source without an outcome under this model and preprocessing, in upload order.
   *
   * @param after uploads greater than this
   */
  List<UploadRef> pending(
      String prefix, String modelId, String preprocessing, String after, int limit);

  /** Number of uploads that {@link #pending} would give in all. */
  long countPending(String prefix, String modelId, String preprocessing);

  /** Number of uploads noted below a prefix. */
  long count(String prefix);

  /** Keeps outcomes; one that is there already is left as it is. Caller's transaction. */
  void keep(long execution, List<UploadOutcome> outcomes);

  /** What a job instance has done so far. */
  Tally tally(long execution);

  /** How often each reason occurred in a job instance. */
  Map<String, Integer> reasons(long execution);

  /** Outcomes that are not scores, newest first. */
  List<UploadOutcome> quarantine(int limit);

  /** Forgets outcomes set aside, so that the next run tries them again; returns how many. */
  int retry(List<String> uploadIds);

  /**
   * @param scored with features
   * @param abstained without, for a reason in the picture
   * @param setAside not usable
   */
  record Tally(int scored, int abstained, int setAside) {
    public int total() {
      return scored + abstained + setAside;
    }
  }
}
