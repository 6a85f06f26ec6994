package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.features.PublishedRecommendation;
import io.dermaflow.features.SkinFeatures;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads for serving: one statement each. */
final class JdbcFeatureReader implements FeatureReader {

  private final JdbcClient jdbc;

  JdbcFeatureReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<SkinFeatures> findFeatures(String subjectId) {
    return jdbc.sql(
            FeatureRows.latest(
                "select subject_id, event_time from features.skin_latest where subject_id = :subject"))
        .param("subject", subjectId)
        .param("position", Long.MAX_VALUE)
        .query(FeatureRows::read)
        .optional();
  }

  @Override
  public Optional<PublishedRecommendation> findRecommendation(String subjectId) {
    // One statement, one snapshot: the pointer and the row it points to cannot disagree.
    return jdbc.sql(
            """
            select p.id, p.published_at, r.subject_id, r.body
              from features.current_publication c
              join features.publication p on p.id = c.publication
              join features.recommendation r on r.publication = p.id
             where r.subject_id = :subject
            """)
        .param("subject", subjectId)
        .query(
            (row, n) ->
                new PublishedRecommendation(
                    row.getLong("id"),
                    row.getTimestamp("published_at").toInstant(),
                    row.getString("subject_id"),
                    row.getString("body")))
        .optional();
  }

  @Override
  public Optional<Publication> findCurrent() {
    return jdbc.sql(
            """
            select p.*
              from features.current_publication c
              join features.publication p on p.id = c.publication
            """)
        .query(JdbcPublications::publication)
        .optional();
  }
}
