package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.features.Outcome;
import io.dermaflow.features.UploadOutcome;
import io.dermaflow.scoring.UploadRef;
import io.dermaflow.scoring.UploadWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The work table in schema {@code scoring}. */
final class JdbcUploadWork implements UploadWork {

  private static final String PENDING =
      """
        from scoring.upload u
       where starts_with(u.selfie_key, :prefix)
         and not exists (select 1
                           from scoring.outcome o
                          where o.upload_id = u.upload_id and o.etag = u.etag
                            and o.model_id = :model and o.preprocessing = :preprocessing)
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcUploadWork(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public int note(List<UploadRef> uploads) {
    int added = 0;
    for (UploadRef upload : uploads) {
      added +=
          jdbc.sql(
                  """
                  insert into scoring.upload as known
                    (upload_id, selfie_key, etag, size, modified, survey_key, survey_etag, noted_at)
                  values (:upload, :key, :etag, :size, :modified, :survey, :surveyEtag, :now)
                  on conflict (upload_id) do update
                     set selfie_key = excluded.selfie_key, etag = excluded.etag,
                         size = excluded.size, modified = excluded.modified,
                         survey_key = excluded.survey_key, survey_etag = excluded.survey_etag,
                         noted_at = excluded.noted_at
                   where known.etag <> excluded.etag
                      or known.survey_etag is distinct from excluded.survey_etag
                  """)
              .param("upload", upload.uploadId())
              .param("key", upload.selfieKey())
              .param("etag", upload.etag())
              .param("size", upload.size())
              .param("modified", Timestamp.from(upload.modified()))
              .param("survey", upload.surveyKey())
              .param("surveyEtag", upload.surveyEtag())
              .param("now", Timestamp.from(clock.instant()))
              .update();
    }
    return added;
  }

  @Override
  public List<UploadRef> pending(
      String prefix, String modelId, String preprocessing, String after, int limit) {
    return jdbc.sql(
            "select u.*" + PENDING + " and u.upload_id > :after order by u.upload_id limit :limit")
        .param("prefix", prefix)
        .param("model", modelId)
        .param("preprocessing", preprocessing)
        .param("after", after)
        .param("limit", limit)
        .query(JdbcUploadWork::upload)
        .list();
  }

  @Override
  public long countPending(String prefix, String modelId, String preprocessing) {
    return jdbc.sql("select count(*)" + PENDING)
        .param("prefix", prefix)
        .param("model", modelId)
        .param("preprocessing", preprocessing)
        .query(Long.class)
        .single();
  }

  @Override
  public long count(String prefix) {
    return jdbc.sql("select count(*) from scoring.upload where starts_with(selfie_key, ?)")
        .param(prefix)
        .query(Long.class)
        .single();
  }

  @Override
  public void keep(long execution, List<UploadOutcome> outcomes) {
    for (UploadOutcome outcome : outcomes) {
      jdbc.sql(
              """
              insert into scoring.outcome
                (upload_id, etag, model_id, preprocessing, outcome, reason, evidence, run, at)
              values (:upload, :etag, :model, :preprocessing, :outcome, :reason, :evidence, :run,
                      :at)
              on conflict (upload_id, etag, model_id, preprocessing) do nothing
              """)
          .param("upload", outcome.uploadId())
          .param("etag", outcome.etag())
          .param("model", outcome.modelId())
          .param("preprocessing", outcome.preprocessing())
          .param("outcome", outcome.outcome().name())
          .param("reason", outcome.reason())
          .param("evidence", outcome.evidence())
          .param("run", execution)
          .param("at", Timestamp.from(outcome.at()))
          .update();
    }
  }

  @Override
  public Tally tally(long execution) {
    return jdbc.sql(
            """
            select count(*) filter (where outcome = 'SCORED') as scored,
                   count(*) filter (where outcome = 'ABSTAINED') as abstained,
                   count(*) filter (where outcome = 'SET_ASIDE') as set_aside
              from scoring.outcome
             where run = ?
            """)
        .param(execution)
        .query(
            (row, n) ->
                new Tally(row.getInt("scored"), row.getInt("abstained"), row.getInt("set_aside")))
        .single();
  }

  @Override
  public Map<String, Integer> reasons(long execution) {
    Map<String, Integer> reasons = new TreeMap<>();
    jdbc.sql(
            """
            select reason, count(*) as n
              from scoring.outcome
             where run = ? and reason is not null
             group by reason
            """)
        .param(execution)
        .query(
            row -> {
              reasons.put(row.getString("reason"), row.getInt("n"));
            });
    return reasons;
  }

  @Override
  public List<UploadOutcome> quarantine(int limit) {
    return jdbc.sql(
            """
            select upload_id, etag, model_id, preprocessing, outcome, reason, evidence, at
              from scoring.outcome
             where outcome <> 'SCORED'
             order by at desc, upload_id
             limit ?
            """)
        .param(limit)
        .query(
            (row, n) ->
                new UploadOutcome(
                    row.getString("upload_id"),
                    row.getString("etag"),
                    row.getString("model_id"),
                    row.getString("preprocessing"),
                    Outcome.valueOf(row.getString("outcome")),
                    row.getString("reason"),
                    row.getString("evidence"),
                    null,
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  @Override
  public int retry(List<String> uploadIds) {
    if (uploadIds.isEmpty()) {
      return jdbc.sql("delete from scoring.outcome where outcome = 'SET_ASIDE'").update();
    }
    return jdbc.sql("delete from scoring.outcome where outcome <> 'SCORED' and upload_id in (:ids)")
        .param("ids", uploadIds)
        .update();
  }

  private static UploadRef upload(ResultSet row, int number) throws SQLException {
    return new UploadRef(
        row.getString("upload_id"),
        row.getString("selfie_key"),
        row.getString("etag"),
        row.getLong("size"),
        row.getTimestamp("modified").toInstant(),
        row.getString("survey_key"),
        row.getString("survey_etag"));
  }
}
