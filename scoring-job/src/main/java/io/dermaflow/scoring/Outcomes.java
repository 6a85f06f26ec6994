package io.dermaflow.scoring;

import java.util.List;
import java.util.Map;

/** What became of uploads: exactly one row each, by upload, etag, model and preprocessing. */
public interface Outcomes {

  /**
   * Keeps outcomes; one that is there already is left as it is, unless it was made from another
   * survey. Caller's transaction. Shadow outcomes go to a place of their own, features with them.
   *
   * @return how many were new or changed
   */
  int keep(ScoringRun run, List<UploadOutcome> outcomes);

  /** What a run has done. */
  Tally tally(ScoringRun run);

  /** How often each reason occurred in a run. */
  Map<String, Integer> reasons(ScoringRun run);

  /** Outcomes that are not scores, newest first. */
  List<UploadOutcome> quarantine(Filter filter);

  /** All outcomes of an upload, newest first. */
  List<UploadOutcome> of(String uploadId);

  /**
   * Forgets outcomes, so that the next run tries again.
   *
   * @param filter which; one without ids and reason means what was set aside, not what abstained
   * @return how many uploads will be tried again
   */
  int retry(Filter filter);

  /** How a shadow model's answers compare with those of another. */
  Comparison compare(String modelId, String shadowModelId);

  /**
   * Which outcomes.
   *
   * @param uploadIds of these uploads; empty for all
   * @param reason for this reason, or empty
   * @param limit most rows
   */
  record Filter(List<String> uploadIds, String reason, int limit) {}

  /**
   * @param scored with features of the face
   * @param abstained without, for a reason in the picture
   * @param setAside not usable
   */
  record Tally(int scored, int abstained, int setAside) {
    public int total() {
      return scored + abstained + setAside;
    }
  }

  /**
   * A shadow model beside the one that serves.
   *
   * @param both uploads that both scored
   * @param sameSeverity of these, the share with the same severity, 0..1
   * @param sameSkinType of these, the share with the same skin type, 0..1
   * @param sameOutcome share of all uploads with an outcome of both, where it is the same, 0..1
   */
  record Comparison(long both, double sameSeverity, double sameSkinType, double sameOutcome) {}
}
