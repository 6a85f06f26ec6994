package io.dermaflow.lease.internal.jdbc;

import io.dermaflow.lease.Lease;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.lease.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One row a name; every change is one statement, so that PostgreSQL decides who wins. */
final class JdbcLeases implements Leases {

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcLeases(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Lease> tryAcquire(String name, LeaseOwner owner, Duration time) {
    Optional<Lease> taken = insertOrTakeExpired(name, owner, time);
    if (taken.isPresent()) {
      return taken;
    }
    return find(name)
        .filter(held -> held.owner().isDeadHere())
        .flatMap(dead -> takeOver(dead, owner, time));
  }

  private Optional<Lease> insertOrTakeExpired(String name, LeaseOwner owner, Duration time) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            insert into ops.lease as held (name, owner, token, expires_at)
            values (:name, :owner, 1, :until)
            on conflict (name) do update
               set owner = excluded.owner, token = held.token + 1, expires_at = excluded.expires_at
             where held.expires_at <= :now
            returning name, owner, token, expires_at
            """)
        .param("name", name)
        .param("owner", owner.toString())
        .param("until", Timestamp.from(now.plus(time)))
        .param("now", Timestamp.from(now))
        .query(JdbcLeases::lease)
        .optional();
  }

  private Optional<Lease> takeOver(Lease dead, LeaseOwner owner, Duration time) {
    return jdbc.sql(
            """
            update ops.lease
               set owner = :owner, token = token + 1, expires_at = :until
             where name = :name and token = :token
            returning name, owner, token, expires_at
            """)
        .param("name", dead.name())
        .param("token", dead.token())
        .param("owner", owner.toString())
        .param("until", Timestamp.from(clock.instant().plus(time)))
        .query(JdbcLeases::lease)
        .optional();
  }

  @Override
  public Optional<Lease> renew(Lease lease, Duration time) {
    return jdbc.sql(
            """
            update ops.lease
               set expires_at = :until
             where name = :name and token = :token
            returning name, owner, token, expires_at
            """)
        .param("name", lease.name())
        .param("token", lease.token())
        .param("until", Timestamp.from(clock.instant().plus(time)))
        .query(JdbcLeases::lease)
        .optional();
  }

  @Override
  public void release(Lease lease) {
    // The row stays, expired: its token must never be handed out again.
    jdbc.sql("update ops.lease set expires_at = :now where name = :name and token = :token")
        .param("name", lease.name())
        .param("token", lease.token())
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  @Override
  public Optional<Lease> find(String name) {
    return jdbc.sql(
            """
            select name, owner, token, expires_at
              from ops.lease
             where name = :name and expires_at > :now
            """)
        .param("name", name)
        .param("now", Timestamp.from(clock.instant()))
        .query(JdbcLeases::lease)
        .optional();
  }

  private static Lease lease(ResultSet row, int number) throws SQLException {
    return new Lease(
        row.getString("name"),
        LeaseOwner.parse(row.getString("owner")),
        row.getLong("token"),
        row.getTimestamp("expires_at").toInstant());
  }
}
