package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publication.State;
import io.dermaflow.features.Publications;
import io.dermaflow.features.PublishedRecommendation;
import io.dermaflow.features.PublishedRecommendations;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.scheduler.serving.LiveRecommendations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.dao.DataAccessResourceFailureException;

/** Publications and live recommendations in memory; counts its statements, and can be away. */
final class MemoryStore implements FeatureReader, LiveRecommendations {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final List<Set<String>> reads = new ArrayList<>();
  final Map<Long, TreeMap<String, String>> bodies = new TreeMap<>();
  boolean away;
  Runnable beforeRead = () -> {};

  private final Map<String, Live> lives = new LinkedHashMap<>();
  private final Map<String, Long> touched = new LinkedHashMap<>();
  private long current;
  private Instant publishedAt = START;
  private long revision;

  synchronized void fill(long publication, String subject, String body) {
    bodies.computeIfAbsent(publication, p -> new TreeMap<>()).put(subject, body);
  }

  synchronized void serve(long publication) {
    current = publication;
    publishedAt = publishedAt.plusSeconds(1);
    lives.clear();
  }

  private void requireHere() {
    if (away) {
      throw new DataAccessResourceFailureException("the database is away");
    }
  }

  @Override
  public synchronized PublishedRecommendations findRecommendations(Collection<String> subjects) {
    requireHere();
    beforeRead.run();
    reads.add(Set.copyOf(subjects));
    Map<String, String> found = new LinkedHashMap<>();
    for (String subject : subjects) {
      String body = bodies.getOrDefault(current, new TreeMap<>()).get(subject);
      if (body != null) {
        found.put(subject, body);
      }
    }
    return new PublishedRecommendations(current, current == 0 ? null : publishedAt, found);
  }

  @Override
  public synchronized Optional<Publication> findCurrent() {
    requireHere();
    if (current == 0) {
      return Optional.empty();
    }
    int subjects = bodies.getOrDefault(current, new TreeMap<>()).size();
    return Optional.of(
        new Publication(current, State.CURRENT, "d", subjects, List.of(), START, publishedAt));
  }

  @Override
  public synchronized void put(String subjectId, String body, Instant madeAt) {
    revision++;
    lives.put(subjectId, new Live(subjectId, body, madeAt, revision));
    touched.put(subjectId, revision);
  }

  @Override
  public synchronized Map<String, Live> find(Collection<String> subjects) {
    requireHere();
    Map<String, Live> found = new LinkedHashMap<>(lives);
    found.keySet().retainAll(new HashSet<>(subjects));
    return found;
  }

  @Override
  public synchronized long revision() {
    requireHere();
    return revision;
  }

  @Override
  public synchronized Set<String> changedSince(long since) {
    Set<String> changed = new HashSet<>();
    touched.forEach(
        (subject, at) -> {
          if (at > since) {
            changed.add(subject);
          }
        });
    return changed;
  }

  @Override
  public synchronized void erase(String subjectId) {
    lives.remove(subjectId);
    bodies.values().forEach(of -> of.remove(subjectId));
    touched.put(subjectId, ++revision);
  }

  @Override
  public Optional<SkinFeatures> findFeatures(String subjectId) {
    return Optional.empty();
  }

  @Override
  public Map<String, SkinFeatures> findFeatures(Collection<String> subjectIds) {
    return Map.of();
  }

  @Override
  public Optional<PublishedRecommendation> findRecommendation(String subjectId) {
    return Optional.empty();
  }

  /** Only pages can be asked for. */
  Publications publications() {
    return new Publications() {
      @Override
      public Map<String, String> page(long publication, String after, int limit) {
        Map<String, String> page = new LinkedHashMap<>();
        bodies.get(publication).tailMap(after, false).entrySet().stream()
            .limit(limit)
            .forEach(e -> page.put(e.getKey(), e.getValue()));
        return page;
      }

      @Override
      public Publication begin(long run, String inputDigest) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void add(long publication, Map<String, String> added) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void copy(long from, long to, List<String> subjects) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Set<String> erased(long publication, Collection<String> subjects) {
        throw new UnsupportedOperationException();
      }

      @Override
      public long erase(String subjectId) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Publication complete(long publication, List<Publication.Check> checks) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Publication switchTo(long publication, String actor) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Optional<Publication> find(long publication) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<Publication> list() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Diff diff(long from, long to) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
