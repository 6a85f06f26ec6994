package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.json.Json;
import io.dermaflow.scoring.Outcome;
import io.dermaflow.scoring.Outcomes;
import io.dermaflow.scoring.ScoringRun;
import io.dermaflow.scoring.UploadOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Outcomes in schema {@code scoring}; whole blocks in one statement. */
final class JdbcOutcomes implements Outcomes {

  private static final String COLUMNS =
      """
      upload_id, etag, survey_etag, model_id, preprocessing, outcome, reason, evidence, at
      """;

  private static final String KEEP =
      """
      insert into scoring.%1$s as kept (%2$s, run, severity, skin_type%3$s)
      select said.*
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::timestamptz[], ?::bigint[], ?::text[], ?::text[]%4$s) as said
       order by 1
      on conflict (upload_id, etag, model_id, preprocessing) do update
         set survey_etag = excluded.survey_etag, outcome = excluded.outcome,
             reason = excluded.reason, evidence = excluded.evidence, at = excluded.at,
             run = excluded.run, severity = excluded.severity, skin_type = excluded.skin_type%5$s
       where kept.survey_etag <> excluded.survey_etag
      """;

  private static final String KEEP_OUTCOME = KEEP.formatted("outcome", COLUMNS, "", "", "");
  private static final String KEEP_SHADOW =
      KEEP.formatted(
          "shadow_outcome",
          COLUMNS,
          ", features",
          ", ?::jsonb[]",
          ", features = excluded.features");

  private final JdbcTemplate jdbc;

  JdbcOutcomes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private static String table(ScoringRun run) {
    return run.shadow() ? "scoring.shadow_outcome" : "scoring.outcome";
  }

  @Override
  public int keep(ScoringRun run, List<UploadOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      return 0;
    }
    List<Object> columns = new ArrayList<>();
    columns.add(texts(outcomes, UploadOutcome::uploadId));
    columns.add(texts(outcomes, UploadOutcome::etag));
    columns.add(texts(outcomes, UploadOutcome::surveyEtag));
    columns.add(texts(outcomes, UploadOutcome::modelId));
    columns.add(texts(outcomes, UploadOutcome::preprocessing));
    columns.add(texts(outcomes, o -> o.outcome().name()));
    columns.add(texts(outcomes, UploadOutcome::reason));
    columns.add(texts(outcomes, UploadOutcome::evidence));
    columns.add(texts(outcomes, o -> o.at().toString()));
    columns.add(outcomes.stream().map(o -> run.id()).toArray(Long[]::new));
    columns.add(texts(outcomes, o -> o.features() == null ? null : o.features().severity()));
    columns.add(texts(outcomes, o -> o.features() == null ? null : o.features().skinType()));
    if (run.shadow()) {
      columns.add(texts(outcomes, o -> o.features() == null ? null : Json.write(o.features())));
    }
    return jdbc.update(run.shadow() ? KEEP_SHADOW : KEEP_OUTCOME, columns.toArray());
  }

  private static String[] texts(
      List<UploadOutcome> outcomes, Function<UploadOutcome, @Nullable String> of) {
    return outcomes.stream().map(of).toArray(String[]::new);
  }

  @Override
  public Tally tally(ScoringRun run) {
    return jdbc.query(
            """
            select count(*) filter (where outcome = 'SCORED') as scored,
                   count(*) filter (where outcome = 'ABSTAINED') as abstained,
                   count(*) filter (where outcome = 'SET_ASIDE') as set_aside
              from %s
             where run = ?
            """
                .formatted(table(run)),
            (row, n) ->
                new Tally(row.getInt("scored"), row.getInt("abstained"), row.getInt("set_aside")),
            run.id())
        .get(0);
  }

  @Override
  public Map<String, Integer> reasons(ScoringRun run) {
    Map<String, Integer> reasons = new TreeMap<>();
    jdbc.query(
        """
        select reason, count(*) as n
          from %s
         where run = ? and reason is not null
         group by reason
        """
            .formatted(table(run)),
        row -> {
          reasons.put(row.getString("reason"), row.getInt("n"));
        },
        run.id());
    return reasons;
  }

  @Override
  public List<UploadOutcome> quarantine(Filter filter) {
    return jdbc.query(
        """
        select %s
          from scoring.outcome
         where outcome <> 'SCORED'
           and (cardinality(?::text[]) = 0 or upload_id = any(?::text[]))
           and (? = '' or reason = ?)
         order by at desc, upload_id
         limit ?
        """
            .formatted(COLUMNS),
        JdbcOutcomes::outcome,
        ids(filter),
        ids(filter),
        filter.reason(),
        filter.reason(),
        filter.limit());
  }

  @Override
  public List<UploadOutcome> of(String uploadId) {
    return jdbc.query(
        "select %s from scoring.outcome where upload_id = ? order by at desc, model_id"
            .formatted(COLUMNS),
        JdbcOutcomes::outcome,
        uploadId);
  }

  @Override
  public int retry(Filter filter) {
    boolean all = filter.uploadIds().isEmpty() && filter.reason().isEmpty();
    Integer uploads =
        jdbc.queryForObject(
            """
            with forgotten as (
              delete from scoring.outcome
               where case when ? then outcome = 'SET_ASIDE' else outcome <> 'SCORED' end
                 and (cardinality(?::text[]) = 0 or upload_id = any(?::text[]))
                 and (? = '' or reason = ?)
              returning upload_id)
            select count(distinct upload_id) from forgotten
            """,
            Integer.class,
            all,
            ids(filter),
            ids(filter),
            filter.reason(),
            filter.reason());
    return uploads == null ? 0 : uploads;
  }

  private static String[] ids(Filter filter) {
    return filter.uploadIds().toArray(String[]::new);
  }

  @Override
  public Comparison compare(String modelId, String shadowModelId) {
    return jdbc.query(
            """
            select count(*) filter (where c.outcome = 'SCORED' and s.outcome = 'SCORED') as both,
                   avg((c.severity is not distinct from s.severity)::int)
                     filter (where c.outcome = 'SCORED' and s.outcome = 'SCORED') as severity,
                   avg((c.skin_type is not distinct from s.skin_type)::int)
                     filter (where c.outcome = 'SCORED' and s.outcome = 'SCORED') as skin_type,
                   avg((c.outcome = s.outcome)::int) as outcome
              from scoring.shadow_outcome s
              join scoring.outcome c
                on c.upload_id = s.upload_id and c.etag = s.etag and c.model_id = ?
             where s.model_id = ?
            """,
            (row, n) ->
                new Comparison(
                    row.getLong("both"),
                    row.getDouble("severity"),
                    row.getDouble("skin_type"),
                    row.getDouble("outcome")),
            modelId,
            shadowModelId)
        .get(0);
  }

  private static UploadOutcome outcome(ResultSet row, int number) throws SQLException {
    return new UploadOutcome(
        row.getString("upload_id"),
        row.getString("etag"),
        row.getString("survey_etag"),
        row.getString("model_id"),
        row.getString("preprocessing"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("reason"),
        row.getString("evidence"),
        null,
        row.getTimestamp("at").toInstant());
  }
}
