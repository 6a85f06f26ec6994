package io.dermaflow.scheduler.serving;

import io.dermaflow.json.Json;
import io.dermaflow.recommend.Recommendation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks in schema {@code serving}. A suggestion never takes back what was saved. */
final class JdbcSavedLooks implements SavedLooks {

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcSavedLooks(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public SavedLook keep(SavedLook look) {
    return jdbc.sql(
            """
            insert into serving.look as kept
              (subject_id, upload_id, look_id, skin_tone, face_shape, lips, eyes, body, created_at,
               saved_at)
            values (:subject, :upload, :look, :tone, :shape, :lips, :eyes, :body::jsonb, :created,
                    :saved::timestamptz)
            on conflict (subject_id, upload_id, look_id) do update
               set saved_at = coalesce(excluded.saved_at, kept.saved_at)
            returning *
            """)
        .param("subject", look.subjectId())
        .param("upload", look.uploadId())
        .param("look", look.look().id())
        .param("tone", look.skinTone())
        .param("shape", look.faceShape())
        .param("lips", look.lips())
        .param("eyes", look.eyes())
        .param("body", Json.write(look.look()))
        .param("created", Timestamp.from(look.createdAt()))
        .param("saved", look.saved() ? Timestamp.from(clock.instant()) : null)
        .query(JdbcSavedLooks::look)
        .single();
  }

  @Override
  public List<SavedLook> list(String subjectId) {
    return jdbc.sql(
            """
            select *
              from serving.look
             where subject_id = ?
             order by max(created_at) over (partition by upload_id) desc, upload_id,
                      saved_at desc nulls last, created_at desc, look_id
            """)
        .param(subjectId)
        .query(JdbcSavedLooks::look)
        .list();
  }

  @Override
  public Optional<SavedLook> find(String uploadId) {
    return jdbc.sql(
            """
            select *
              from serving.look
             where upload_id = ?
             order by saved_at desc nulls last, created_at desc, look_id
             limit 1
            """)
        .param(uploadId)
        .query(JdbcSavedLooks::look)
        .optional();
  }

  /**
   * Puts a look in the place of those that were suggested to a person and name one of these
   * products, and of saved ones of the same style. Takes part in the caller's transaction.
   */
  void replace(String subjectId, Collection<String> products, Recommendation.Look instead) {
    String suggested =
        "subject_id = :subject and saved_at is null and " + AnalysisRows.names("body");
    for (String statement :
        List.of(
            """
            update serving.look set body = :body::jsonb
             where subject_id = :subject and look_id = :look and %s
            """
                .formatted(AnalysisRows.names("body")),
            """
            insert into serving.look
              (subject_id, upload_id, look_id, skin_tone, face_shape, lips, eyes, body, created_at)
            select subject_id, upload_id, :look, skin_tone, face_shape, lips, eyes, :body::jsonb,
                   created_at
              from serving.look
             where %s
                on conflict (subject_id, upload_id, look_id) do nothing
            """
                .formatted(suggested),
            "delete from serving.look where " + suggested)) {
      jdbc.sql(statement)
          .param("subject", subjectId)
          .param("look", instead.id())
          .param("body", Json.write(instead))
          .param("products", products.toArray(String[]::new))
          .update();
    }
  }

  /**
   * Deletes looks of a person, and those of uploads.
   *
   * @return how many
   */
  long erase(String subjectId, List<String> uploadIds) {
    return jdbc.sql(
            """
            delete from serving.look
             where subject_id = :subject or upload_id = any (:uploads::text[])
            """)
        .param("subject", subjectId)
        .param("uploads", uploadIds.toArray(String[]::new))
        .update();
  }

  private static SavedLook look(ResultSet row, int number) throws SQLException {
    return new SavedLook(
        row.getString("subject_id"),
        row.getString("upload_id"),
        row.getString("skin_tone"),
        row.getString("face_shape"),
        row.getString("lips"),
        row.getString("eyes"),
        Json.read(row.getString("body"), Recommendation.Look.class),
        row.getTimestamp("saved_at") != null,
        row.getTimestamp("created_at").toInstant());
  }
}
