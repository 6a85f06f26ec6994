package io.dermaflow.features.internal.jdbc;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Features in schema {@code features}: a history that only grows, and latest values beside it.
 *
 * <p>Writers hold an advisory lock in shared mode from before they get ids until they end. {@link
 * #position} holds it alone for a moment: then every id that was given out is committed or gone.
 */
final class JdbcFeatureStore implements FeatureStore {

  private static final String LOCK = "hashtext('features:history')";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** History before latest, each in key order: writers meet in one order only. */
  private static final String WRITE =
      """
      with added as (
        insert into features.skin_history (%s, written_at)
        select t.*, ?
          from %s as t (%s)
         order by upload_id, etag, survey_etag, model_id, preprocessing
        on conflict (upload_id, etag, survey_etag, model_id, preprocessing) do nothing
        returning id, subject_id, event_time),
      moved as (
        insert into features.skin_latest as latest (subject_id, history_id, event_time)
        select distinct on (subject_id) subject_id, id, event_time
          from added
         where subject_id is not null
         order by subject_id, event_time desc, id desc
        on conflict (subject_id) do update
           set history_id = excluded.history_id, event_time = excluded.event_time
         where excluded.event_time >= latest.event_time)
      select count(*) from added
      """
          .formatted(FeatureRows.COLUMNS, FeatureRows.UNNESTED, FeatureRows.COLUMNS);

  private final JdbcClient jdbc;
  private final TransactionTemplate writing;
  private final TransactionTemplate alone;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param patience how long to wait for writers before a position
   */
  JdbcFeatureStore(
      JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, Duration patience) {
    this.jdbc = jdbc;
    this.writing = new TransactionTemplate(transactions);
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.alone.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    this.clock = clock;
    this.patience = patience;
  }

  /** Marks a transaction that holds the lock in shared mode. */
  private record Wrote(JdbcFeatureStore store) implements TransactionSynchronization {}

  @Override
  public int write(List<SkinFeatures> features) {
    if (features.isEmpty()) {
      return 0;
    }
    List<Object> parameters = new ArrayList<>();
    parameters.add(Timestamp.from(clock.instant()));
    parameters.addAll(FeatureRows.columns(features));
    return Objects.requireNonNull(
        writing.execute(
            status -> {
              if (!wrote()) {
                TransactionSynchronizationManager.registerSynchronization(new Wrote(this));
              }
              lock("pg_advisory_xact_lock_shared");
              return jdbc.sql(WRITE).params(parameters).query(Integer.class).single();
            }));
  }

  private boolean wrote() {
    return TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.getSynchronizations().contains(new Wrote(this));
  }

  private void lock(String function) {
    jdbc.sql("select %s(%s)".formatted(function, LOCK)).query((row, n) -> 0).single();
  }

  @Override
  public long position() {
    if (wrote()) {
      throw new IllegalStateException(
          "position() in a transaction that has written features would wait for itself");
    }
    try {
      return Objects.requireNonNull(
          alone.execute(
              status -> {
                jdbc.sql("select set_config('lock_timeout', ?, true)")
                    .param(patience.toMillis() + "ms")
                    .query(String.class)
                    .single();
                lock("pg_advisory_xact_lock");
                // A statement of its own: its snapshot is taken once the lock is held.
                return jdbc.sql("select coalesce(max(id), 0) from features.skin_history")
                    .query(Long.class)
                    .single();
              }));
    } catch (DataAccessException e) {
      if (!(e.getRootCause() instanceof SQLException sql)
          || !LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
        throw e;
      }
      throw DermaflowException.failed(
          "A transaction that writes features has not ended for " + patience.toMillis() + " ms",
          "writers that end in less than a second",
          "a scoring run hangs; try again when it has ended",
          e);
    }
  }

  @Override
  public List<SkinFeatures> page(long position, String after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + ", expected at least 1");
    }
    // From subject to subject on the index: a page costs the same however long the history is.
    return jdbc.sql(
            FeatureRows.latest(
                """
                with recursive newest as (
                  (select subject_id, event_time, 1 as number
                     from features.skin_history
                    where subject_id > :after and id <= :position
                    order by subject_id, event_time desc, id desc
                    limit 1)
                  union all
                  select next.subject_id, next.event_time, number + 1
                    from newest
                   cross join lateral (
                         select subject_id, event_time
                           from features.skin_history
                          where subject_id > newest.subject_id and id <= :position
                          order by subject_id, event_time desc, id desc
                          limit 1) next
                   where number < :limit)
                select subject_id, event_time from newest
                """))
        .param("after", after)
        .param("position", position)
        .param("limit", limit)
        .query(FeatureRows::read)
        .list();
  }

  @Override
  public String digest(long position) {
    return jdbc.sql(
            """
            select coalesce(md5(string_agg(
                     concat_ws(':', newest, coalesce(seen, newest), said), ',' order by subject_id)), '')
              from (select subject_id,
                           (array_agg(id order by event_time desc, id desc))[1] as newest,
                           (array_agg(id order by event_time desc, id desc)
                              filter (where %s))[1] as seen,
                           (array_agg(id order by event_time desc, id desc)
                              filter (where survey is not null))[1] as said
                      from features.skin_history
                     where subject_id is not null and id <= :position
                     group by subject_id) latest
            """
                .formatted(FeatureRows.ANSWERED))
        .param("position", position)
        .query(String.class)
        .single();
  }

  @Override
  public List<String> uploads(String subjectId) {
    return jdbc.sql(
            "select distinct upload_id from features.skin_history where subject_id = ? order by 1")
        .param(subjectId)
        .query(String.class)
        .list();
  }

  @Override
  public long erase(String subjectId, Collection<String> uploadIds) {
    Integer rows =
        writing.execute(
            status -> {
              jdbc.sql("delete from features.skin_latest where subject_id = ?")
                  .param(subjectId)
                  .update();
              return jdbc.sql(
                      """
                      delete from features.skin_history
                       where subject_id = :subject
                          or (subject_id is null and upload_id = any (:uploads::text[]))
                      """)
                  .param("subject", subjectId)
                  .param("uploads", uploadIds.toArray(String[]::new))
                  .update();
            });
    return Objects.requireNonNull(rows);
  }

  @Override
  public long countUntil(Instant moment) {
    return jdbc.sql("select count(*) from features.skin_latest where event_time <= ?")
        .param(Timestamp.from(moment))
        .query(Long.class)
        .single();
  }
}
