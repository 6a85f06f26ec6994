package io.dermaflow.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of uploads that were seen; it grows by what is new only. */
public interface Uploads {

  /**
   * Takes note of uploads; one whose selfie or survey has another etag is a new input, one that was
   * erased is passed over. Takes part in the caller's transaction.
   *
   * @param source where they lie, see {@link ScoringRun#source}
   * @return how many were new or changed
   */
  int note(String source, List<UploadRef> uploads);

  /** How many of these uploads {@link #note} would take as new or changed; writes nothing. */
  int countChanged(String source, List<UploadRef> uploads);

  /** Uploads of a source. */
  long count(String source);

  /** Uploads of all sources. */
  long countAll();

  /** One upload. */
  Optional<UploadRef> find(String uploadId);

  /**
   * How many uploads of the run's source have no outcome under its model yet.
   *
   * @param waitSince selfies without a survey, and surveys without a selfie, that arrived later
   *     still wait for the other half
   */
  Pending countPending(ScoringRun run, Instant waitSince);

  /**
   * What there is to do.
   *
   * @param pending uploads without an outcome
   * @param waiting uploads that wait for their other half
   */
  record Pending(long pending, long waiting) {}
}
