package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.ErasedUploads;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Marks in schema {@code scoring}; an advisory lock keeps markers and writers apart. */
final class JdbcErasedUploads implements ErasedUploads {

  /** Digest of an id in column {@code upload_id}. */
  static final String DIGEST = "sha256(convert_to(upload_id, 'UTF8'))";

  private static final String LOCK = "hashtextextended('scoring:erased', 0)";
  private static final List<String> TABLES =
      List.of("shard_item", "outcome", "shadow_outcome", "intake", "upload");

  private final JdbcClient jdbc;
  private final TransactionOperations transaction;
  private final Clock clock;

  JdbcErasedUploads(JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void mark(List<String> uploadIds) {
    transaction.executeWithoutResult(
        status -> {
          lock("pg_advisory_xact_lock");
          jdbc.sql(
                  """
                  insert into scoring.erased_upload (digest, at)
                  select distinct %s, :now::timestamptz
                    from unnest(:ids::text[]) as named (upload_id)
                      on conflict (digest) do nothing
                  """
                      .formatted(DIGEST))
              .param("now", Timestamp.from(clock.instant()))
              .param("ids", uploadIds.toArray(String[]::new))
              .update();
        });
  }

  @Override
  public Set<String> among(Collection<String> uploadIds) {
    lock("pg_advisory_xact_lock_shared");
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct upload_id
                  from unnest(:ids::text[]) as named (upload_id)
                  join scoring.erased_upload e on e.digest = %s
                """
                    .formatted(DIGEST))
            .param("ids", uploadIds.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  private void lock(String function) {
    jdbc.sql("select %s(%s)".formatted(function, LOCK)).query((row, n) -> 0).single();
  }

  @Override
  public long forget(List<String> uploadIds) {
    long rows = 0;
    for (String table : TABLES) {
      rows +=
          jdbc.sql("delete from scoring.%s where upload_id = any (:ids::text[])".formatted(table))
              .param("ids", uploadIds.toArray(String[]::new))
              .update();
    }
    return rows;
  }
}
