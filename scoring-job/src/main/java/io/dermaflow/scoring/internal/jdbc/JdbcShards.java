package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.scoring.ScoringRun;
import io.dermaflow.scoring.Shard;
import io.dermaflow.scoring.Shards;
import io.dermaflow.scoring.UploadRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Shards in schema {@code scoring}; every change is one statement, so that PostgreSQL decides. */
final class JdbcShards implements Shards {

  /** The caller still has the shard; parameters: run, number, token, now. */
  private static final String STILL_OURS =
      "where run = ? and number = ? and token = ? and finished_at is null and lease_until > ?";

  private final JdbcTemplate jdbc;
  private final TransactionOperations transaction;
  private final Clock clock;

  JdbcShards(JdbcTemplate jdbc, TransactionOperations transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  private Timestamp in(Duration time) {
    return Timestamp.from(clock.instant().plus(time));
  }

  private Timestamp now() {
    return in(Duration.ZERO);
  }

  @Override
  public int plan(ScoringRun run, Instant waitSince, long limit, int size) {
    Integer items = transaction.execute(status -> planned(run, waitSince, limit, size));
    return items == null ? 0 : items;
  }

  private int planned(ScoringRun run, Instant waitSince, long limit, int size) {
    int added =
        jdbc.update(
            """
            insert into scoring.run
              (run, source, model_id, preprocessing, shadow, items, planned_at)
            values (?, ?, ?, ?, ?, 0, ?)
            on conflict (run) do nothing
            """,
            run.id(),
            run.source(),
            run.modelId(),
            run.preprocessing(),
            run.shadow(),
            now());
    if (added == 0) {
      return Math.toIntExact(status(run.id()).items());
    }
    jdbc.execute("analyze scoring.upload");
    int items = cut(run, Timestamp.from(waitSince), limit, size);
    jdbc.update("update scoring.run set items = ? where run = ?", items, run.id());
    return items;
  }

  /** The numbered list of uploads first: shards are parts of it. */
  private int cut(ScoringRun run, Timestamp waitSince, long limit, int size) {
    jdbc.execute(
        """
        create temporary table if not exists planned_item (
          shard integer not null, upload_id text not null) on commit delete rows
        """);
    int items =
        jdbc.update(
            """
            insert into planned_item (shard, upload_id)
            select (row_number() over (order by u.modified desc, u.upload_id) - 1) / ? + 1,
                   u.upload_id
            %s and not (%s)
             order by u.modified desc, u.upload_id
             limit ?
            """
                .formatted(JdbcUploads.todo(run.shadow()), JdbcUploads.WAITS),
            size,
            run.modelId(),
            run.preprocessing(),
            run.source(),
            waitSince,
            limit > 0 ? limit : Long.MAX_VALUE);
    jdbc.update(
        """
        insert into scoring.shard (run, number, items)
        select ?, shard, count(*) from planned_item group by shard order by shard
        """,
        run.id());
    jdbc.update(
        """
        insert into scoring.shard_item (run, shard, upload_id)
        select ?, shard, upload_id from planned_item order by shard, upload_id
        """,
        run.id());
    return items;
  }

  @Override
  public Optional<ScoringRun> findOpenRun() {
    return jdbc
        .query(
            """
            select run, source, model_id, preprocessing, shadow
              from scoring.run r
             where finished_at is null
               and exists (select from scoring.shard s
                            where s.run = r.run and s.finished_at is null)
             order by run desc
             limit 1
            """,
            (row, n) ->
                new ScoringRun(
                    row.getLong("run"),
                    row.getString("source"),
                    row.getString("model_id"),
                    row.getString("preprocessing"),
                    row.getBoolean("shadow")))
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Shard> claim(long run, LeaseOwner owner, Duration lease) {
    Optional<Shard> free =
        take(run, owner, lease, "lease_until is null or lease_until <= ?", now());
    if (free.isPresent()) {
      return free;
    }
    String[] dead =
        jdbc
            .queryForList(
                "select distinct owner from scoring.shard where run = ? and finished_at is null",
                String.class,
                run)
            .stream()
            .filter(other -> other != null && LeaseOwner.parse(other).isDeadHere())
            .toArray(String[]::new);
    return dead.length == 0 ? Optional.empty() : take(run, owner, lease, "owner = any(?)", dead);
  }

  private Optional<Shard> take(
      long run, LeaseOwner owner, Duration lease, String condition, Object parameter) {
    return jdbc
        .query(
            """
            update scoring.shard
               set owner = ?, token = token + 1, lease_until = ?, claimed_at = ?
             where (run, number) =
                   (select run, number
                      from scoring.shard
                     where run = ? and finished_at is null and (%s)
                     order by number
                       for update skip locked
                     limit 1)
            returning run, number, token, owner
            """
                .formatted(condition),
            JdbcShards::shard,
            owner.toString(),
            in(lease),
            now(),
            run,
            parameter)
        .stream()
        .findFirst();
  }

  @Override
  public List<UploadRef> remaining(ScoringRun run, Shard shard) {
    return jdbc.query(
        """
        select %s
        %s
           and u.upload_id in (select upload_id from scoring.shard_item where run = ? and shard = ?)
         order by u.modified desc, u.upload_id
        """
            .formatted(JdbcUploads.COLUMNS, JdbcUploads.todo(run.shadow())),
        JdbcUploads::upload,
        run.modelId(),
        run.preprocessing(),
        run.source(),
        run.id(),
        shard.number());
  }

  @Override
  public boolean renew(Shard shard, Duration lease) {
    return jdbc.update(
            "update scoring.shard set lease_until = ? " + STILL_OURS,
            in(lease),
            shard.run(),
            shard.number(),
            shard.token(),
            now())
        == 1;
  }

  @Override
  public boolean advance(Shard shard, int items, Duration lease) {
    return jdbc.update(
            "update scoring.shard set done = least(done + ?, items), lease_until = ? " + STILL_OURS,
            items,
            in(lease),
            shard.run(),
            shard.number(),
            shard.token(),
            now())
        == 1;
  }

  @Override
  public void finish(Shard shard) {
    int ended =
        jdbc.update(
            "update scoring.shard set finished_at = ?, done = items, owner = null " + STILL_OURS,
            now(),
            shard.run(),
            shard.number(),
            shard.token(),
            now());
    if (ended != 1) {
      throw new IllegalStateException(shard + " was lost between two statements");
    }
    jdbc.update(
        "delete from scoring.shard_item where run = ? and shard = ?", shard.run(), shard.number());
  }

  @Override
  public void release(Shard shard) {
    jdbc.update(
        "update scoring.shard set lease_until = null, owner = null " + STILL_OURS,
        shard.run(),
        shard.number(),
        shard.token(),
        now());
  }

  @Override
  public void finishRun(long run) {
    jdbc.update(
        "update scoring.run set finished_at = ? where run = ? and finished_at is null", now(), run);
  }

  @Override
  public Status status(long run) {
    Timestamp now = now();
    return jdbc.query(
            """
            select coalesce(sum(items), 0) as items, coalesce(sum(done), 0) as done,
                   count(*) as shards, count(*) filter (where finished_at is null) as open,
                   coalesce((array_agg(number order by claimed_at)
                             filter (where finished_at is null and lease_until > ?))[1], 0)
                     as slowest,
                   coalesce(extract(epoch from ? - min(claimed_at)
                            filter (where finished_at is null and lease_until > ?)), 0)
                     as slowest_seconds
              from scoring.shard
             where run = ?
            """,
            (row, n) ->
                new Status(
                    row.getLong("items"),
                    row.getLong("done"),
                    row.getInt("shards"),
                    row.getInt("open"),
                    row.getInt("slowest"),
                    row.getDouble("slowest_seconds")),
            now,
            now,
            now,
            run)
        .get(0);
  }

  @Override
  public OptionalDouble findLastRate() {
    return jdbc
        .queryForList(
            """
            select items / extract(epoch from finished_at - planned_at)::float8
              from scoring.run
             where items >= 50 and finished_at > planned_at
             order by run desc
             limit 1
            """,
            Double.class)
        .stream()
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }

  private static Shard shard(ResultSet row, int number) throws SQLException {
    return new Shard(
        row.getLong("run"),
        row.getInt("number"),
        row.getLong("token"),
        LeaseOwner.parse(row.getString("owner")));
  }
}
