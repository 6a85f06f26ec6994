package io.dermaflow.scheduler.serving.answers;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.AbstractCacheInvoker;
import org.springframework.cache.interceptor.CacheErrorHandler;

/**
 * Answers that several processes keep together. One of them may put an answer there that it read
 * before a change of which others know already: whoever knows of a change does not look there for
 * that subject. When the place is away, reads go on without it.
 */
final class SharedAnswers extends AbstractCacheInvoker {

  private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);
  private static final long AWAY = Duration.ofSeconds(5).toNanos();
  private static final long SAY_EVERY = Duration.ofMinutes(1).toNanos();

  private final @Nullable Cache cache;
  private final Health health;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /**
   * @param cache null where nothing is shared
   */
  SharedAnswers(@Nullable Cache cache, LongSupplier nanos) {
    this(cache, new Health(nanos));
  }

  private SharedAnswers(@Nullable Cache cache, Health health) {
    super(health);
    this.cache = cache;
    this.health = health;
  }

  byte @Nullable [] find(Served served, String subjectId) {
    Cache place = place(subjectId);
    if (place == null) {
      return null;
    }
    Cache.ValueWrapper found = doGet(place, key(served, subjectId));
    return found != null && found.get() instanceof byte[] json ? json : null;
  }

  void put(Served served, String subjectId, byte[] json) {
    Cache place = place(subjectId);
    if (place != null) {
      doPut(place, key(served, subjectId), json);
    }
  }

  void evict(Served served, String subjectId) {
    Cache place = cache;
    if (place != null && health.isWell()) {
      doEvict(place, key(served, subjectId), true);
    }
  }

  void changed(Set<String> subjects) {
    if (cache != null) {
      changed.addAll(subjects);
    }
  }

  /** The keys of another serving are others. */
  void switched() {
    changed.clear();
  }

  private @Nullable Cache place(String subjectId) {
    return cache != null && health.isWell() && !changed.contains(subjectId) ? cache : null;
  }

  private static String key(Served served, String subjectId) {
    Object at = served.publishedAt();
    return served.publication() + "@" + at + ":" + subjectId;
  }

  /** Whether the place answers; after an error nobody asks for a while. */
  private static final class Health implements CacheErrorHandler {

    private final LongSupplier nanos;
    private volatile long awayUntil;
    private volatile long sayAt;

    Health(LongSupplier nanos) {
      this.nanos = nanos;
      this.awayUntil = nanos.getAsLong();
      this.sayAt = awayUntil;
    }

    boolean isWell() {
      return nanos.getAsLong() - awayUntil >= 0;
    }

    private void away(RuntimeException failure) {
      long now = nanos.getAsLong();
      awayUntil = now + AWAY;
      if (now - sayAt >= 0) {
        sayAt = now + SAY_EVERY;
        LOG.warn("The shared cache is away, reads go on without it: {}", failure.toString());
      }
    }

    @Override
    public void handleCacheGetError(RuntimeException failure, Cache cache, Object key) {
      away(failure);
    }

    @Override
    public void handleCachePutError(
        RuntimeException failure, Cache cache, Object key, @Nullable Object value) {
      away(failure);
    }

    @Override
    public void handleCacheEvictError(RuntimeException failure, Cache cache, Object key) {
      away(failure);
    }

    @Override
    public void handleCacheClearError(RuntimeException failure, Cache cache) {
      away(failure);
    }
  }
}
