package io.dermaflow.scheduler.access;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.serving.Ids;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys of the API: who gets one, what it may do, how it ends. Only digests are stored. */
public final class ApiKeys {

  /** Longest time for which a replaced secret may still be taken. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

  private final JdbcClient jdbc;
  private final SecureRandom random;
  private final Clock clock;

  ApiKeys(JdbcClient jdbc, SecureRandom random, Clock clock) {
    this.jdbc = jdbc;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What a new key is to be.
   *
   * @param name 1..100 characters
   * @param subjectId the only person it may ask about, or null for anybody
   * @param life how long it is taken, or null for ever
   */
  public record Wanted(
      String name, Set<Scope> scopes, @Nullable String subjectId, @Nullable Duration life) {}

  /**
   * A key with its secret, which nobody can read again.
   *
   * @param written what its holder sends
   */
  public record Issued(ApiKey key, String written) {
    @Override
    public String toString() {
      return "Issued[" + key.id() + "]";
    }
  }

  /** What requests are checked against. */
  record Stored(
      ApiKey key, byte[] digest, byte @Nullable [] previous, @Nullable Instant previousUntil) {
    @Override
    public String toString() {
      return "Stored[" + key.id() + "]";
    }
  }

  /**
   * Makes a key.
   *
   * @param actor who asks for it
   * @throws DermaflowException (usage) for a name, scope, subject or life that cannot be
   */
  public Issued create(Wanted wanted, String actor) {
    check(wanted);
    Instant now = now();
    Duration life = wanted.life();
    Instant expires = life == null ? null : now.plus(life);
    KeyText text = new KeyText(KeyText.newId(random), KeyText.newSecret(random));
    try {
      int rows =
          jdbc.sql(
                  """
                  insert into serving.api_key
                    (id, name, secret_hash, scopes, subject_id, created_at, created_by, expires_at)
                  values (?, ?, ?, string_to_array(?, ' '), ?, ?, ?, ?)
                  """)
              .param(text.id())
              .param(wanted.name())
              .param(text.digest())
              .param(wanted.scopes().stream().map(Scope::name).collect(Collectors.joining(" ")))
              .param(wanted.subjectId())
              .param(Timestamp.from(now))
              .param(actor)
              .param(expires == null ? null : Timestamp.from(expires))
              .update();
      one(rows, text.id());
    } catch (DuplicateKeyException e) {
      throw DermaflowException.usage(
          "There is a key '" + wanted.name() + "' already",
          "a name that no other key has",
          "rotate it, or revoke it first");
    }
    LOG.info("API key {} made by {}", text.id(), actor);
    return new Issued(require(text.id()), text.written());
  }

  private static void check(Wanted wanted) {
    String name = wanted.name();
    if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
      throw DermaflowException.usage(
          "Name '" + name + "'", "1 to 100 characters", "name the app that will hold it");
    }
    if (wanted.scopes().isEmpty()) {
      throw DermaflowException.usage(
          "No scope",
          "some of "
              + EnumSet.allOf(Scope.class).stream()
                  .map(Scope::text)
                  .collect(Collectors.joining(", ")),
          "say --scope read");
    }
    String subject = wanted.subjectId();
    if (subject != null && !Ids.isSubject(subject)) {
      throw DermaflowException.usage(
          "Subject '" + subject + "'", Ids.EXPECTED, "leave it out for any person");
    }
    Duration life = wanted.life();
    if (life != null && (life.isNegative() || life.isZero() || life.toDays() > 3660)) {
      throw DermaflowException.usage(
          "A life of " + life, "more than nothing and at most ten years", "say --expires P90D");
    }
  }

  /** All keys, newest first. */
  public List<ApiKey> list() {
    return jdbc.sql("select * from serving.api_key order by created_at desc, id")
        .query(ApiKeys::key)
        .list();
  }

  /** Ends a key, by id or name; in all processes within {@link KnownKeys#LONGEST_MEMORY}. */
  public ApiKey revoke(String idOrName, String actor) {
    ApiKey key = require(idOrName);
    if (key.revokedAt() == null) {
      int rows =
          jdbc.sql("update serving.api_key set revoked_at = ? where id = ? and revoked_at is null")
              .params(Timestamp.from(now()), key.id())
              .update();
      one(rows, key.id());
      LOG.info("API key {} revoked by {}", key.id(), actor);
    }
    return require(key.id());
  }

  /**
   * Replaces the secret of a key, by id or name.
   *
   * @param overlap how long the secret before is still taken; zero to {@link #LONGEST_OVERLAP}
   */
  public Issued rotate(String idOrName, Duration overlap, String actor) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw DermaflowException.usage(
          "An overlap of " + overlap, "PT0S to " + LONGEST_OVERLAP, "leave it out for a day");
    }
    ApiKey key = require(idOrName);
    Instant now = now();
    if (!key.isTaken(now)) {
      throw DermaflowException.refused(
          "Key '" + key.id() + "' is revoked or expired",
          "a key that is taken",
          "create a new one");
    }
    KeyText text = new KeyText(key.id(), KeyText.newSecret(random));
    int rows =
        jdbc.sql(
                """
                update serving.api_key
                   set previous_hash = secret_hash, previous_until = ?, secret_hash = ?,
                       rotated_at = ?
                 where id = ? and revoked_at is null
                """)
            .params(Timestamp.from(now.plus(overlap)), text.digest(), Timestamp.from(now), key.id())
            .update();
    one(rows, key.id());
    LOG.info("API key {} rotated by {}", key.id(), actor);
    return new Issued(require(key.id()), text.written());
  }

  private ApiKey require(String idOrName) {
    return jdbc.sql(
            """
            select * from serving.api_key where id = :wanted or name = :wanted
             order by id = :wanted desc, revoked_at is null desc, created_at desc limit 1
            """)
        .param("wanted", idOrName)
        .query(ApiKeys::key)
        .optional()
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no key '" + idOrName + "'",
                    "an id or a name from 'apikey list'",
                    "it was made in another home or database"));
  }

  Optional<Stored> findStored(String id) {
    return jdbc.sql("select * from serving.api_key where id = ?")
        .param(id)
        .query(
            (row, n) ->
                new Stored(
                    key(row, n),
                    row.getBytes("secret_hash"),
                    row.getBytes("previous_hash"),
                    instant(row, "previous_until")))
        .optional();
  }

  /** Notes when a key was used; never goes back. */
  void used(String id, Instant at) {
    int rows =
        jdbc.sql(
                """
                update serving.api_key set last_used_at = greatest(last_used_at, ?) where id = ?
                """)
            .params(Timestamp.from(at), id)
            .update();
    one(rows, id);
  }

  private Instant now() {
    return clock.instant();
  }

  private static void one(int rows, String id) {
    if (rows != 1) {
      throw new IllegalStateException(rows + " rows of key " + id + " written instead of one");
    }
  }

  private static ApiKey key(ResultSet row, int n) throws SQLException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String scope : (String[]) row.getArray("scopes").getArray()) {
      scopes.add(Scope.valueOf(scope.toUpperCase(Locale.ROOT)));
    }
    Instant created = instant(row, "created_at");
    if (created == null) {
      throw new SQLException("row " + n + " has no created_at");
    }
    return new ApiKey(
        row.getString("id"),
        row.getString("name"),
        scopes,
        row.getString("subject_id"),
        created,
        instant(row, "expires_at"),
        instant(row, "rotated_at"),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp found = row.getTimestamp(column);
    return found == null ? null : found.toInstant();
  }
}
