package io.dermaflow.scheduler.runs;

import io.dermaflow.errors.DermaflowException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ran, newest first, read from the batch tables. */
public final class RunHistory {

  private final JdbcClient jdbc;

  public RunHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param execution number of the run
   * @param job name of the job
   * @param status {@code COMPLETED FAILED STOPPED STARTED …}
   * @param startedAt when it began, or null
   * @param endedAt when it ended, or null
   * @param message why it failed, or null
   */
  public record Run(
      long execution,
      String job,
      String status,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String message) {}

  /** A step of a run. */
  public record StepRun(String step, String status, long read, long written, long rolledBack) {}

  public List<Run> list(int limit) {
    return jdbc.sql(
            """
            select e.job_execution_id, i.job_name, e.status, e.start_time, e.end_time, e.exit_message
              from batch.batch_job_execution e
              join batch.batch_job_instance i on i.job_instance_id = e.job_instance_id
             order by e.job_execution_id desc
             limit ?
            """)
        .param(limit)
        .query(
            (row, n) ->
                new Run(
                    row.getLong("job_execution_id"),
                    row.getString("job_name"),
                    row.getString("status"),
                    instant(row.getTimestamp("start_time")),
                    instant(row.getTimestamp("end_time")),
                    firstLine(row.getString("exit_message"))))
        .list();
  }

  public Run require(long execution) {
    Optional<Run> found =
        list(100_000).stream().filter(run -> run.execution() == execution).findFirst();
    return found.orElseThrow(
        () ->
            DermaflowException.usage(
                "There is no run " + execution,
                "a number from 'runs list'",
                "it is of another home"));
  }

  public List<StepRun> steps(long execution) {
    return jdbc.sql(
            """
            select step_name, status, read_count, write_count, rollback_count
              from batch.batch_step_execution
             where job_execution_id = ?
             order by step_execution_id
            """)
        .param(execution)
        .query(
            (row, n) ->
                new StepRun(
                    row.getString("step_name"),
                    row.getString("status"),
                    row.getLong("read_count"),
                    row.getLong("write_count"),
                    row.getLong("rollback_count")))
        .list();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static @Nullable String firstLine(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.lines().findFirst().orElse(null);
  }
}
