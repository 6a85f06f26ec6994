package io.dermaflow.scheduler.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Checks keys without a database on the way: what is known of a key is kept for at most {@link
 * #LONGEST_MEMORY} and renewed beside the requests, so that a revoked key ends in all processes.
 */
final class KnownKeys implements AutoCloseable {

  /** Longest time for which a revoked key may still be taken. */
  static final Duration LONGEST_MEMORY = Duration.ofSeconds(10);

  private static final Duration RENEWAL = Duration.ofSeconds(4);
  private static final long BETWEEN_USES = Duration.ofMinutes(1).toNanos();
  private static final int MOST_KEYS = 10_000;

  /** What an unknown id is compared with, so that it takes as long as a known one. */
  private static final byte[] NOTHING = new byte[32];

  private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);

  private record Known(ApiKeys.Stored stored, Caller caller) {}

  private final ApiKeys keys;
  private final Clock clock;
  private final Executor beside;
  private final Ticker ticker;
  private final LoadingCache<String, Optional<Known>> known;
  private final ConcurrentHashMap<String, Long> uses = new ConcurrentHashMap<>();

  /**
   * @param beside where work beside the requests is done; ended with this where it can be
   */
  KnownKeys(ApiKeys keys, Clock clock, Executor beside, Ticker ticker) {
    this.keys = keys;
    this.clock = clock;
    this.beside = beside;
    this.ticker = ticker;
    known =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(LONGEST_MEMORY)
            .refreshAfterWrite(RENEWAL)
            .ticker(ticker)
            .executor(beside)
            .build(this::load);
  }

  private Optional<Known> load(String id) {
    return keys.findStored(id).map(stored -> new Known(stored, caller(stored.key())));
  }

  private static Caller caller(ApiKey key) {
    return new Caller(Caller.Kind.API_KEY, key.id(), key.subjectId(), key.scopes());
  }

  /**
   * Who holds this key; empty when it is wrong, revoked or expired.
   *
   * @param mayLookUp asked before the database is
   * @throws RequestRefusedException 429 when it may not be asked, 503 when it does not answer
   */
  Optional<Caller> find(KeyText presented, BooleanSupplier mayLookUp) {
    Optional<Known> found = known.getIfPresent(presented.id());
    if (found == null) {
      if (!mayLookUp.getAsBoolean()) {
        throw RequestRefusedException.tooMany("Too many wrong credentials", 60);
      }
      found = lookUp(presented.id());
    }
    byte[] digest = presented.digest();
    ApiKeys.Stored stored = found.map(Known::stored).orElse(null);
    boolean current = MessageDigest.isEqual(digest, stored == null ? NOTHING : stored.digest());
    Instant now = clock.instant();
    boolean previous = false;
    if (stored != null && stored.previous() != null) {
      Instant until = stored.previousUntil();
      previous =
          MessageDigest.isEqual(digest, stored.previous()) && until != null && now.isBefore(until);
    }
    if (stored == null || !(current || previous) || !stored.key().isTaken(now)) {
      return Optional.empty();
    }
    note(presented.id(), now);
    return found.map(Known::caller);
  }

  private Optional<Known> lookUp(String id) {
    try {
      return known.get(id);
    } catch (DataAccessException e) {
      LOG.warn("API keys cannot be looked up: {}", e.getClass().getSimpleName());
      throw RequestRefusedException.unavailable("Keys cannot be checked at the moment");
    }
  }

  /** At most once a minute for each key, and never in the way of a request. */
  private void note(String id, Instant at) {
    long now = ticker.read();
    Long before = uses.get(id);
    if (before != null && now - before < BETWEEN_USES) {
      return;
    }
    boolean mine =
        before == null ? uses.putIfAbsent(id, now) == null : uses.replace(id, before, now);
    if (mine) {
      beside.execute(() -> write(id, at));
    }
  }

  private void write(String id, Instant at) {
    try {
      keys.used(id, at);
    } catch (DataAccessException e) {
      LOG.warn("The last use of key {} cannot be noted: {}", id, e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    if (beside instanceof ExecutorService service) {
      service.shutdownNow();
    }
  }
}
