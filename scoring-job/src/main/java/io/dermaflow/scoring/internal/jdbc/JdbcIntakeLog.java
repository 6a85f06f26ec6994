package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.IntakeItem;
import io.dermaflow.scoring.IntakeLog;
import io.dermaflow.scoring.OutcomeReason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log in schema {@code scoring}. A turn is an advisory lock of a connection of its own: the
 * database takes it back when the process dies, and rows are kept through that connection alone.
 */
final class JdbcIntakeLog implements IntakeLog {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String LOCK = "hashtextextended('scoring:intake:' || ?, 0)";

  private final DataSource dataSource;
  private final Duration wait;

  /**
   * @param wait how long to wait for somebody else's turn to end
   */
  JdbcIntakeLog(DataSource dataSource, Duration wait) {
    this.dataSource = dataSource;
    this.wait = wait;
  }

  @Override
  public boolean alone(String uploadId, Consumer<Turn> work) {
    Connection connection;
    try {
      connection = dataSource.getConnection(); // never the one of a caller's transaction
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("no connection for a turn of the intake", e);
    }
    try {
      SingleConnectionDataSource own = new SingleConnectionDataSource(connection, true);
      if (!lock(own, uploadId)) {
        return false;
      }
      JdbcClient jdbc = JdbcClient.create(own);
      try (Held held = () -> unlock(jdbc, uploadId)) {
        work.accept(
            new Turn() {
              @Override
              public void keep(IntakeItem item) {
                JdbcIntakeLog.keep(jdbc, item);
              }

              @Override
              public boolean erased() {
                return JdbcIntakeLog.erased(jdbc, uploadId);
              }
            });
      }
      return true;
    } finally {
      JdbcUtils.closeConnection(connection);
    }
  }

  /** Until it is closed. */
  private interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** The lock is the session's and outlives the transaction, the time to wait does not. */
  private boolean lock(SingleConnectionDataSource own, String uploadId) {
    JdbcClient jdbc = JdbcClient.create(own);
    try {
      new TransactionTemplate(new DataSourceTransactionManager(own))
          .executeWithoutResult(
              status -> {
                jdbc.sql("select set_config('lock_timeout', ?, true)")
                    .param(wait.toMillis() + "ms")
                    .query(String.class)
                    .single();
                jdbc.sql("select pg_advisory_lock(" + LOCK + ")").param(uploadId).query(row -> {});
              });
      return true;
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException refused
          && LOCK_NOT_AVAILABLE.equals(refused.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static void unlock(JdbcClient jdbc, String uploadId) {
    boolean held =
        jdbc.sql("select pg_advisory_unlock(" + LOCK + ")")
            .param(uploadId)
            .query(Boolean.class)
            .single();
    if (!held) {
      throw new IllegalStateException("the turn of upload " + uploadId + " was not held");
    }
  }

  private static boolean erased(JdbcClient jdbc, String uploadId) {
    return jdbc.sql(
            """
            select count(*)
              from (select ?::text) as named (upload_id)
              join scoring.erased_upload e on e.digest = %s
            """
                .formatted(JdbcErasedUploads.DIGEST))
        .param(uploadId)
        .query(Long.class)
        .single()
        .equals(1L);
  }

  private static void keep(JdbcClient jdbc, IntakeItem item) {
    OutcomeReason reason = item.reason();
    int kept =
        jdbc.sql(
                """
                insert into scoring.intake
                  (upload_id, name, etag, size, outcome, reason, evidence, key, at)
                values (:upload, :name, :etag, :size, :outcome, :reason, :evidence, :key, :at)
                on conflict (upload_id, name, etag) do update
                   set size = excluded.size, outcome = excluded.outcome,
                       reason = excluded.reason, evidence = excluded.evidence,
                       key = excluded.key, at = excluded.at
                """)
            .param("upload", item.uploadId())
            .param("name", item.name())
            .param("etag", item.etag())
            .param("size", item.size())
            .param("outcome", item.outcome().name())
            .param("reason", reason == null ? null : reason.name())
            .param("evidence", item.evidence())
            .param("key", item.key())
            .param("at", Timestamp.from(item.at()))
            .update();
    if (kept != 1) {
      throw new IllegalStateException("%d rows of %s kept, expected 1".formatted(kept, item));
    }
  }

  @Override
  public List<IntakeItem> find(String uploadId) {
    return JdbcClient.create(dataSource)
        .sql("select * from scoring.intake where upload_id = ? order by at, name, etag")
        .param(uploadId)
        .query(JdbcIntakeLog::item)
        .list();
  }

  @Override
  public Map<String, IntakeItem> findRefusedSurveys(Collection<String> uploadIds) {
    Map<String, IntakeItem> refused = new HashMap<>();
    JdbcClient.create(dataSource)
        .sql(
            """
            select distinct on (upload_id) *
              from scoring.intake
             where upload_id = any (:ids::text[]) and name = 'survey.json'
             order by upload_id, at desc, outcome = 'REFUSED' desc, etag
            """)
        .param("ids", uploadIds.toArray(String[]::new))
        .query(JdbcIntakeLog::item)
        .list()
        .stream()
        .filter(item -> !item.accepted())
        .forEach(item -> refused.put(item.uploadId(), item));
    return refused;
  }

  @Override
  public List<IntakeItem> refused(int limit) {
    return JdbcClient.create(dataSource)
        .sql(
            """
            select * from scoring.intake
             where outcome = 'REFUSED'
             order by at desc, upload_id, name, etag
             limit ?
            """)
        .param(limit)
        .query(JdbcIntakeLog::item)
        .list();
  }

  private static IntakeItem item(ResultSet row, int number) throws SQLException {
    String reason = row.getString("reason");
    return new IntakeItem(
        row.getString("upload_id"),
        row.getString("name"),
        row.getString("etag"),
        row.getLong("size"),
        IntakeItem.Outcome.valueOf(row.getString("outcome")),
        reason == null ? null : OutcomeReason.valueOf(reason),
        row.getString("evidence"),
        row.getString("key"),
        row.getTimestamp("at").toInstant());
  }
}
