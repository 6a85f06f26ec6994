package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.scheduler.serving.Ids;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import io.dermaflow.scheduler.serving.answers.AnswerSource.Found;
import io.dermaflow.scheduler.serving.answers.Packing.Kept;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Answers from memory, from what is shared, from the database; in this order. */
final class CachedAnswers implements PublishedAnswers, SwitchWatch.Listener {

  private final FeatureReader reader;
  private final SwitchWatch watch;
  private final AnswerSource source;
  private final GroupedReads<Found> single;
  private final Cache near;
  private final Cache missing;
  private final SharedAnswers shared;

  private record Key(long publication, String subjectId) {}

  CachedAnswers(
      FeatureReader reader,
      SwitchWatch watch,
      AnswerSource source,
      CacheManager caches,
      LongSupplier nanos) {
    this.reader = reader;
    this.watch = watch;
    this.source = source;
    this.single = new GroupedReads<>(source::read);
    this.near = Objects.requireNonNull(caches.getCache(AnswerCaches.ANSWERS));
    this.missing = Objects.requireNonNull(caches.getCache(AnswerCaches.MISSING));
    this.shared = new SharedAnswers(caches.getCache(AnswerCaches.SHARED), nanos);
    watch.tell(this);
  }

  @Override
  public Optional<Answer> find(String subjectId) {
    if (!Ids.isSubject(subjectId)) {
      return Optional.empty();
    }
    Served served = watch.current();
    Kept kept = kept(served, subjectId);
    if (kept == null) {
      kept = read(served, subjectId);
    }
    return kept.isNone() ? Optional.empty() : Optional.of(kept.answer());
  }

  private @Nullable Kept kept(Served served, String subjectId) {
    Key key = new Key(served.publication(), subjectId);
    Cache.ValueWrapper found = near.get(key);
    if (found == null) {
      found = missing.get(key);
    }
    return found == null ? null : (Kept) found.get();
  }

  private Kept read(Served served, String subjectId) {
    long changes = watch.changes();
    byte[] elsewhere = shared.find(served, subjectId);
    if (elsewhere != null) {
      return keep(served, subjectId, elsewhere, changes);
    }
    Found found = single.read(subjectId);
    byte[] json = found.json().get(subjectId);
    if (json != null) {
      shared.put(found.served(), subjectId, json);
    }
    return keep(found.served(), subjectId, json, changes);
  }

  /** Keeps what was read, unless something has changed since: then nobody knows how old it is. */
  private Kept keep(Served served, String subjectId, byte @Nullable [] json, long changes) {
    Kept kept = json == null ? Kept.NONE : served.packing().pack(json);
    Key key = new Key(served.publication(), subjectId);
    Cache place = kept.isNone() ? missing : near;
    place.put(key, kept);
    if (watch.changes() != changes) {
      place.evict(key);
      shared.evict(served, subjectId);
    }
    return kept;
  }

  @Override
  public Map<String, Answer> find(Collection<String> subjectIds) {
    List<String> subjects = new ArrayList<>(subjectIds);
    subjects.removeIf(subject -> !Ids.isSubject(subject));
    Served served = watch.current();
    Map<String, Answer> answers = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String subject : subjects) {
      Kept kept = kept(served, subject);
      if (kept == null) {
        unknown.add(subject);
      } else if (!kept.isNone()) {
        answers.put(subject, kept.answer());
      }
    }
    if (unknown.isEmpty()) {
      return answers;
    }
    long changes = watch.changes();
    Found found = source.read(unknown);
    if (!found.served().isServingOf(served)) {
      // A switch came between: all of the new one, in one piece.
      answers.clear();
      unknown = subjects;
      changes = watch.changes();
      found = source.read(unknown);
    }
    for (String subject : unknown) {
      Kept kept = keep(found.served(), subject, found.json().get(subject), changes);
      if (!kept.isNone()) {
        answers.put(subject, kept.answer());
      }
    }
    return answers;
  }

  /** Reads that wait for their turn. */
  int waiting() {
    return single.waiting();
  }

  @Override
  public void forget(String subjectId) {
    changed(Set.of(subjectId));
  }

  @Override
  public void switched() {
    near.clear();
    missing.clear();
    shared.switched();
  }

  @Override
  public void changed(Set<String> subjects) {
    shared.changed(subjects);
    Served served = watch.known();
    if (served == null) {
      return;
    }
    for (String subject : subjects) {
      Key key = new Key(served.publication(), subject);
      near.evict(key);
      missing.evict(key);
      shared.evict(served, subject);
    }
  }

  @Override
  public Optional<SkinFeatures> findFeatures(String subjectId) {
    return reader.findFeatures(subjectId);
  }

  @Override
  public Map<String, SkinFeatures> findFeatures(Collection<String> subjectIds) {
    return reader.findFeatures(subjectIds);
  }
}
