package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** {@link SkinFeatures} as rows of {@code features.skin_history}, in both directions. */
final class FeatureRows {

  /** {@link SkinFeatures#answered()} of a row. */
  static final String ANSWERED =
      "(severity is not null or skin_type is not null or skin_score is not null)";

  private static final TypeReference<LinkedHashMap<String, Double>> NUMBERS =
      new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};

  private FeatureRows() {}

  /**
   * A query for the latest features of subjects, up to history id {@code :position}.
   *
   * @param newest a query for {@code subject_id} and {@code event_time} of the newest row of each
   */
  static String latest(String newest) {
    return """
    select seen.*, newest.event_time, said.survey, said.survey_etag
      from (%s) newest
     cross join lateral (
           select upload_id, subject_id, etag, model_id, preprocessing, severity,
                  severity_confidence, skin_type, skin_type_confidence, conditions,
                  condition_sources, skin_score, tone, monk, face_shape, eyes, lips,
                  measurements, abstained, note
             from features.skin_history h
            where h.subject_id = newest.subject_id and h.id <= :position
            order by %s desc, h.event_time desc, h.id desc
            limit 1) seen
      left join lateral (
           select survey, survey_etag
             from features.skin_history h
            where h.subject_id = newest.subject_id and h.id <= :position and survey is not null
            order by h.event_time desc, h.id desc
            limit 1) said on true
     order by seen.subject_id
    """
        .formatted(newest, ANSWERED);
  }

  /** A row of {@link #latest}. */
  static SkinFeatures read(ResultSet row, int number) throws SQLException {
    String surveyEtag = row.getString("survey_etag");
    return new SkinFeatures(
        row.getString("upload_id"),
        row.getString("subject_id"),
        row.getString("etag"),
        surveyEtag == null ? "" : surveyEtag,
        row.getString("model_id"),
        row.getString("preprocessing"),
        row.getTimestamp("event_time").toInstant(),
        row.getString("severity"),
        row.getDouble("severity_confidence"),
        row.getString("skin_type"),
        row.getDouble("skin_type_confidence"),
        map(row, "conditions", NUMBERS),
        map(row, "condition_sources", TEXTS),
        row.getObject("skin_score", Integer.class),
        new FaceFeatures(
            row.getString("tone"),
            row.getInt("monk"),
            row.getString("face_shape"),
            row.getString("eyes"),
            row.getString("lips")),
        map(row, "measurements", NUMBERS),
        map(row, "abstained", TEXTS),
        row.getString("survey"),
        row.getString("note"));
  }

  private static <T> Map<String, T> map(
      ResultSet row, String column, TypeReference<LinkedHashMap<String, T>> type)
      throws SQLException {
    return Json.mapper().readValue(row.getString(column), type);
  }

  /** The columns of these rows as arrays, in the order of {@link #UNNESTED}. */
  static List<Object> columns(List<SkinFeatures> rows) {
    List<Object> columns = new ArrayList<>();
    columns.add(texts(rows, SkinFeatures::uploadId));
    columns.add(texts(rows, SkinFeatures::subjectId));
    columns.add(texts(rows, SkinFeatures::etag));
    columns.add(texts(rows, SkinFeatures::surveyEtag));
    columns.add(texts(rows, SkinFeatures::modelId));
    columns.add(texts(rows, SkinFeatures::preprocessing));
    columns.add(texts(rows, row -> row.eventTime().toString()));
    columns.add(texts(rows, SkinFeatures::severity));
    columns.add(array(rows, SkinFeatures::severityConfidence, Double[]::new));
    columns.add(texts(rows, SkinFeatures::skinType));
    columns.add(array(rows, SkinFeatures::skinTypeConfidence, Double[]::new));
    columns.add(texts(rows, row -> Json.write(row.conditions())));
    columns.add(texts(rows, row -> Json.write(row.conditionSources())));
    columns.add(array(rows, SkinFeatures::skinScore, Integer[]::new));
    columns.add(texts(rows, SkinFeatures::tone));
    columns.add(array(rows, row -> row.face().monk(), Integer[]::new));
    columns.add(texts(rows, row -> row.face().shape()));
    columns.add(texts(rows, row -> row.face().eyes()));
    columns.add(texts(rows, row -> row.face().lips()));
    columns.add(texts(rows, row -> Json.write(row.measurements())));
    columns.add(texts(rows, row -> Json.write(row.abstained())));
    columns.add(texts(rows, SkinFeatures::survey));
    columns.add(texts(rows, SkinFeatures::note));
    return columns;
  }

  /** Rows from the arrays of {@link #columns}. */
  static final String UNNESTED =
      """
      unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
             ?::text[], ?::float8[], ?::text[], ?::float8[], ?::jsonb[], ?::jsonb[], ?::integer[],
             ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[],
             ?::jsonb[], ?::text[])
      """;

  /** The columns that {@link #UNNESTED} gives. */
  static final String COLUMNS =
      """
      upload_id, subject_id, etag, survey_etag, model_id, preprocessing, event_time, severity,
      severity_confidence, skin_type, skin_type_confidence, conditions, condition_sources,
      skin_score, tone, monk, face_shape, eyes, lips, measurements, abstained, survey, note
      """;

  private static String[] texts(
      List<SkinFeatures> rows, Function<SkinFeatures, @Nullable String> value) {
    return array(rows, value, String[]::new);
  }

  private static <T extends @Nullable Object> T[] array(
      List<SkinFeatures> rows, Function<SkinFeatures, T> value, IntFunction<T[]> of) {
    return rows.stream().map(value).toArray(of);
  }
}
