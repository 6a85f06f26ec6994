package io.dermaflow.scheduler.serving;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Recommendations made between two publications, because a person sent a new picture, answered
 * anew, or reacted badly to a product. One stands in front of the publication until a publication
 * is served that was computed from features at least as new.
 */
public interface LiveRecommendations {

  /**
   * A recommendation made at once.
   *
   * @param body JSON, as publications hold it
   * @param madeAt when
   * @param revision grows with every write of anybody
   */
  record Live(String subjectId, String body, Instant madeAt, long revision) {}

  /** Keeps a person's newest; takes part in the caller's transaction. */
  void put(String subjectId, String body, Instant madeAt);

  /** Those that stand in front of the publication that is served now, by subject. */
  Map<String, Live> find(Collection<String> subjects);

  /** The greatest revision, 0 before the first. */
  long revision();

  /** Subjects written, or erased, after a revision. */
  Set<String> changedSince(long revision);

  /** Forgets a person; {@link #changedSince} still names the subject once. */
  void erase(String subjectId);
}
