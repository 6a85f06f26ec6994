package io.dermaflow.scheduler.serving;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scoring.OutcomeReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Analyses in schema {@code serving}. Writes are the caller's transaction. */
final class AnalysisRows {

  /**
   * What an analysis was made of.
   *
   * @param selfieEtag etag of the selfie, or of the original that was refused; empty without one
   * @param surveyEtag etag of the survey, or of the original that was refused; empty without one
   */
  record Key(
      String uploadId, String selfieEtag, String surveyEtag, String modelId, String preprocessing) {

    UUID id() {
      return Ids.of(List.of(uploadId, selfieEtag, surveyEtag, modelId, preprocessing));
    }
  }

  private final JdbcClient jdbc;

  AnalysisRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps an analysis; the same again replaces what could not be recommended the first time. */
  void keep(Key key, Analysis analysis) {
    OutcomeReason reason = analysis.reason();
    int rows =
        jdbc.sql(
                """
                insert into serving.analysis
                  (id, upload_id, subject_id, selfie_etag, survey_etag, model_id, preprocessing,
                   status, reason, detail, features, recommendation, created_at)
                values (:id, :upload, :subject, :selfie, :survey, :model, :preprocessing,
                        :status, :reason, :detail, :features::jsonb, :recommendation::jsonb, :at)
                on conflict (id) do update
                   set recommendation = excluded.recommendation
                """)
            .param("id", analysis.id())
            .param("upload", key.uploadId())
            .param("subject", analysis.subjectId())
            .param("selfie", key.selfieEtag())
            .param("survey", key.surveyEtag())
            .param("model", key.modelId())
            .param("preprocessing", key.preprocessing())
            .param("status", analysis.status().name())
            .param("reason", reason == null ? null : reason.name())
            .param("detail", analysis.detail())
            .param("features", analysis.features() == null ? null : Json.write(analysis.features()))
            .param(
                "recommendation",
                analysis.recommendation() == null ? null : Json.write(analysis.recommendation()))
            .param("at", Timestamp.from(analysis.createdAt()))
            .update();
    if (rows != 1) {
      throw new IllegalStateException(
          "%d rows of analysis %s were written, expected 1".formatted(rows, analysis.id()));
    }
  }

  Optional<Analysis> find(UUID id) {
    return jdbc.sql("select * from serving.analysis where id = ?")
        .param(id)
        .query(AnalysisRows::analysis)
        .optional();
  }

  Optional<Analysis> findByUpload(String uploadId) {
    return jdbc.sql(
            """
            select * from serving.analysis
             where upload_id = ?
             order by created_at desc, id
             limit 1
            """)
        .param(uploadId)
        .query(AnalysisRows::analysis)
        .optional();
  }

  List<Analysis> list(String subjectId, int limit) {
    return jdbc.sql(
            """
            select * from serving.analysis
             where subject_id = ?
             order by created_at desc, id
             limit ?
            """)
        .params(subjectId, limit)
        .query(AnalysisRows::analysis)
        .list();
  }

  /** Part of a condition: a product of {@code :products} is named in a column. */
  static String names(String column) {
    return """
    exists (select
              from jsonb_path_query(%s, '$.**.id') as named (id)
             where named.id #>> '{}' = any (:products::text[]))
    """
        .formatted(column);
  }

  /** Puts a recommendation in the place of those of a person that name one of these products. */
  void replace(String subjectId, Collection<String> products, Recommendation instead) {
    jdbc.sql(
            """
            update serving.analysis set recommendation = :instead::jsonb
             where subject_id = :subject and %s
            """
                .formatted(names("recommendation")))
        .param("instead", Json.write(instead))
        .param("subject", subjectId)
        .param("products", products.toArray(String[]::new))
        .update();
  }

  /**
   * Deletes analyses of a person, and those of uploads.
   *
   * @return how many
   */
  long erase(String subjectId, Collection<String> uploadIds) {
    return jdbc.sql(
            """
            delete from serving.analysis
             where subject_id = :subject or upload_id = any (:uploads::text[])
            """)
        .param("subject", subjectId)
        .param("uploads", uploadIds.toArray(String[]::new))
        .update();
  }

  private static Analysis analysis(ResultSet row, int number) throws SQLException {
    String reason = row.getString("reason");
    String features = row.getString("features");
    String recommendation = row.getString("recommendation");
    return new Analysis(
        row.getObject("id", UUID.class),
        row.getString("upload_id"),
        row.getString("subject_id"),
        Status.valueOf(row.getString("status")),
        reason == null ? null : OutcomeReason.valueOf(reason),
        row.getString("detail"),
        features == null ? null : Json.read(features, SkinFeatures.class),
        recommendation == null ? null : Json.read(recommendation, Recommendation.class),
        row.getTimestamp("created_at").toInstant());
  }
}
