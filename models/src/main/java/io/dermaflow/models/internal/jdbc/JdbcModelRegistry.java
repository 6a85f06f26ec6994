package io.dermaflow.models.internal.jdbc;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The registry in schema {@code models}. */
final class JdbcModelRegistry implements ModelRegistry {

  /** Above this the exported network is not the trained one. */
  private static final double LARGEST_PARITY = 1e-4;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  JdbcModelRegistry(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public ModelVersion register(Candidate candidate) {
    if (!(candidate.parity() <= LARGEST_PARITY)) {
      throw new IllegalArgumentException(
          "parity " + candidate.parity() + ", expected at most " + LARGEST_PARITY);
    }
    return required(
        transaction.execute(
            status -> {
              lock(candidate.model());
              Optional<ModelVersion> before = findByRun(candidate.provenance().runId());
              return before.orElseGet(() -> insert(candidate));
            }));
  }

  private ModelVersion insert(Candidate c) {
    int version =
        jdbc.sql("select coalesce(max(version), 0) + 1 from models.version where model = ?")
            .param(c.model())
            .query(Integer.class)
            .single();
    ModelVersion row =
        new ModelVersion(
            c.model(),
            version,
            c.provenance(),
            c.spec(),
            c.preprocessing(),
            c.artifacts(),
            c.parity(),
            c.temperatures(),
            c.shifts(),
            c.int8(),
            c.metrics(),
            c.verdict(),
            c.reasons(),
            clock.instant());
    jdbc.sql(
            """
            insert into models.version (model, version, run_id, verdict, card, created_at)
            values (:model, :version, :run, :verdict, :card::jsonb, :at)
            """)
        .param("model", row.model())
        .param("version", row.version())
        .param("run", row.provenance().runId())
        .param("verdict", row.verdict().name())
        .param("card", Json.write(row))
        .param("at", Timestamp.from(row.createdAt()))
        .update();
    return row;
  }

  @Override
  public Optional<ModelVersion> find(String model, int version) {
    return jdbc.sql("select card from models.version where model = ? and version = ?")
        .param(model)
        .param(version)
        .query(JdbcModelRegistry::card)
        .optional();
  }

  @Override
  public Optional<ModelVersion> findByRun(String runId) {
    return jdbc.sql("select card from models.version where run_id = ?")
        .param(runId)
        .query(JdbcModelRegistry::card)
        .optional();
  }

  @Override
  public Optional<ModelVersion> findChampion(String model) {
    return jdbc.sql(
            """
            select v.card
              from models.champion c
              join models.version v on v.model = c.model and v.version = c.version
             where c.model = ?
            """)
        .param(model)
        .query(JdbcModelRegistry::card)
        .optional();
  }

  @Override
  public List<ModelVersion> list(String model) {
    return jdbc.sql("select card from models.version where model = ? order by version desc")
        .param(model)
        .query(JdbcModelRegistry::card)
        .list();
  }

  @Override
  public List<String> models() {
    return jdbc.sql("select distinct model from models.version order by model")
        .query(String.class)
        .list();
  }

  @Override
  public void promote(String model, int version, String actor, String reason) {
    transaction.executeWithoutResult(
        status -> {
          lock(model);
          ModelVersion wanted =
              find(model, version)
                  .orElseThrow(
                      () ->
                          DermaflowException.usage(
                              "There is no " + model + "@" + version,
                              "a registered version",
                              "'models list' shows them"));
          if (wanted.verdict() == Verdict.REFUSED) {
            throw DermaflowException.refused(
                wanted.id() + " was refused: " + String.join("; ", wanted.reasons()),
                "a version that passed the gate",
                "train again with more or better data");
          }
          int previous =
              jdbc.sql("select version from models.champion where model = ?")
                  .param(model)
                  .query(Integer.class)
                  .optional()
                  .orElse(0);
          if (previous != version) {
            move(model, version, previous, actor, reason);
          }
        });
  }

  private void move(String model, int version, int previous, String actor, String reason) {
    jdbc.sql(
            """
            insert into models.champion (model, version) values (:model, :version)
            on conflict (model) do update set version = excluded.version
            """)
        .param("model", model)
        .param("version", version)
        .update();
    jdbc.sql(
            """
            insert into models.champion_log (model, version, previous, actor, reason, at)
            values (:model, :version, :previous, :actor, :reason, :at)
            """)
        .param("model", model)
        .param("version", version)
        .param("previous", previous)
        .param("actor", actor)
        .param("reason", reason)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  @Override
  public List<AliasChange> history(String model) {
    return jdbc.sql(
            """
            select model, version, previous, actor, reason, at
              from models.champion_log
             where model = ?
             order by id desc
            """)
        .param(model)
        .query(
            (row, n) ->
                new AliasChange(
                    row.getString("model"),
                    row.getInt("version"),
                    row.getInt("previous"),
                    row.getString("actor"),
                    row.getString("reason"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** Registering and promoting of one model happen one after the other. */
  private void lock(String model) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
        .param("models:" + model)
        .query((row, n) -> 0)
        .single();
  }

  private static ModelVersion card(ResultSet row, int number) throws SQLException {
    return Json.read(row.getString("card"), ModelVersion.class);
  }

  private static <T> T required(@org.jspecify.annotations.Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a transaction returned nothing");
    }
    return value;
  }
}
