package io.dermaflow.features.internal.jdbc;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.features.PublishedRecommendation;
import io.dermaflow.features.PublishedRecommendations;
import io.dermaflow.features.SkinFeatures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
  public Map<String, SkinFeatures> findFeatures(Collection<String> subjectIds) {
    Map<String, SkinFeatures> found = new LinkedHashMap<>();
    jdbc.sql(
            FeatureRows.latest(
                """
                select subject_id, event_time
                  from features.skin_latest
                 where subject_id = any (:subjects::text[])
                """))
        .param("subjects", subjectIds.toArray(String[]::new))
        .param("position", Long.MAX_VALUE)
        .query(FeatureRows::read)
        .list()
        .forEach(row -> found.put(String.valueOf(row.subjectId()), row));
    return found;
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
  public PublishedRecommendations findRecommendations(Collection<String> subjectIds) {
    // A row without a subject when the publication has none of them: its number counts too.
    return jdbc.sql(
            """
            select p.id, p.published_at, r.subject_id, r.body
              from features.current_publication c
              join features.publication p on p.id = c.publication
             cross join unnest(:subjects::text[]) asked (subject_id)
              left join lateral (
                   select subject_id, body
                     from features.recommendation
                    where publication = p.id and subject_id = asked.subject_id
                    limit 1) r on true -- the limit keeps it one look into the index for each
            """)
        .param("subjects", subjectIds.toArray(String[]::new))
        .query(JdbcFeatureReader::recommendations);
  }

  private static PublishedRecommendations recommendations(ResultSet rows) throws SQLException {
    long publication = 0;
    Timestamp publishedAt = null;
    Map<String, String> bodies = new LinkedHashMap<>();
    while (rows.next()) {
      publication = rows.getLong("id");
      publishedAt = rows.getTimestamp("published_at");
      String subject = rows.getString("subject_id");
      if (subject != null) {
        bodies.put(subject, rows.getString("body"));
      }
    }
    return new PublishedRecommendations(
        publication, publishedAt == null ? null : publishedAt.toInstant(), bodies);
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
