package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** Features in schema {@code features}: a history that only grows, and latest values beside it. */
final class JdbcFeatureStore implements FeatureStore {

  static final String COLUMNS =
      """
      upload_id, subject_id, etag, model_id, preprocessing, event_time, severity,
      severity_confidence, skin_type, skin_type_confidence, conditions, skin_score, tone, survey,
      note
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcFeatureStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public int write(List<SkinFeatures> features) {
    int added = 0;
    for (SkinFeatures row : features) {
      Optional<Long> position = insert(row);
      if (position.isPresent()) {
        added++;
        moveLatest(row, position.get());
      }
    }
    return added;
  }

  private Optional<Long> insert(SkinFeatures row) {
    return jdbc.sql(
            """
            insert into features.skin_history (%s, written_at)
            values (:upload, :subject, :etag, :model, :preprocessing, :eventTime, :severity,
                    :severityConfidence, :type, :typeConfidence, :conditions::jsonb, :score, :tone,
                    :survey::jsonb, :note, :now)
            on conflict (upload_id, etag, model_id, preprocessing) do nothing
            returning id
            """
                .formatted(COLUMNS))
        .param("upload", row.uploadId())
        .param("subject", row.subjectId())
        .param("etag", row.etag())
        .param("model", row.modelId())
        .param("preprocessing", row.preprocessing())
        .param("eventTime", Timestamp.from(row.eventTime()))
        .param("severity", row.severity())
        .param("severityConfidence", row.severityConfidence())
        .param("type", row.skinType())
        .param("typeConfidence", row.skinTypeConfidence())
        .param("conditions", Json.write(row.conditions()))
        .param("score", row.skinScore())
        .param("tone", row.tone())
        .param("survey", row.survey())
        .param("note", row.note())
        .param("now", Timestamp.from(clock.instant()))
        .query(Long.class)
        .optional();
  }

  private void moveLatest(SkinFeatures row, long position) {
    if (row.subjectId() == null) {
      return;
    }
    jdbc.sql(
            """
            insert into features.skin_latest as latest (subject_id, history_id, event_time)
            values (:subject, :position, :eventTime)
            on conflict (subject_id) do update
               set history_id = excluded.history_id, event_time = excluded.event_time
             where excluded.event_time >= latest.event_time
            """)
        .param("subject", row.subjectId())
        .param("position", position)
        .param("eventTime", Timestamp.from(row.eventTime()))
        .update();
  }

  @Override
  public long position() {
    return jdbc.sql("select coalesce(max(id), 0) from features.skin_history")
        .query(Long.class)
        .single();
  }

  @Override
  public List<SkinFeatures> page(long position, String after, int limit) {
    return jdbc.sql(
            """
            select distinct on (subject_id) %s
              from features.skin_history
             where subject_id > :after and id <= :position
             order by subject_id, event_time desc, id desc
             limit :limit
            """
                .formatted(COLUMNS))
        .param("after", after)
        .param("position", position)
        .param("limit", limit)
        .query(JdbcFeatureStore::features)
        .list();
  }

  @Override
  public String digest(long position) {
    return jdbc.sql(
            """
            select coalesce(md5(string_agg(id::text, ',' order by subject_id)), '')
              from (select distinct on (subject_id) subject_id, id
                      from features.skin_history
                     where subject_id is not null and id <= :position
                     order by subject_id, event_time desc, id desc) latest
            """)
        .param("position", position)
        .query(String.class)
        .single();
  }

  static SkinFeatures features(ResultSet row, int number) throws SQLException {
    Map<String, Double> conditions =
        Json.mapper()
            .readValue(
                row.getString("conditions"), new TypeReference<LinkedHashMap<String, Double>>() {});
    return new SkinFeatures(
        row.getString("upload_id"),
        row.getString("subject_id"),
        row.getString("etag"),
        row.getString("model_id"),
        row.getString("preprocessing"),
        row.getTimestamp("event_time").toInstant(),
        row.getString("severity"),
        row.getDouble("severity_confidence"),
        row.getString("skin_type"),
        row.getDouble("skin_type_confidence"),
        conditions,
        row.getInt("skin_score"),
        row.getString("tone"),
        row.getString("survey"),
        row.getString("note"));
  }
}
