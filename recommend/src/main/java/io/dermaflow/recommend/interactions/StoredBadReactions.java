package io.dermaflow.recommend.interactions;

import io.dermaflow.recommend.BadReactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Bad reactions as they were taken in, kept in memory: whoever asks sees what is at most a second
 * old, and that costs one small query a second however many subjects are asked for.
 */
public final class StoredBadReactions implements BadReactions {

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Interactions interactions;
  private final Clock clock;
  private volatile Kept kept = new Kept(-1, Instant.MIN, Map.of());

  private record Kept(long revision, Instant at, Map<String, Set<String>> bySubject) {}

  public StoredBadReactions(Interactions interactions, Clock clock) {
    this.interactions = interactions;
    this.clock = clock;
  }

  @Override
  public Set<String> of(String subjectId) {
    Kept now = kept;
    if (!now.at().plus(FRESH).isAfter(clock.instant())) {
      now = renewed();
    }
    return now.bySubject().getOrDefault(subjectId, Set.of());
  }

  @Override
  public void renew() {
    renewed();
  }

  @Override
  public String version() {
    return Long.toString(renewed().revision());
  }

  private synchronized Kept renewed() {
    long revision = interactions.revision();
    boolean same = revision == kept.revision();
    Map<String, Set<String>> bySubject = same ? kept.bySubject() : interactions.badReactions();
    kept = new Kept(revision, clock.instant(), bySubject);
    return kept;
  }
}
