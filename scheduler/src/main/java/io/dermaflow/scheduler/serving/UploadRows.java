package io.dermaflow.scheduler.serving;

import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads that were begun here, in schema {@code serving}. Writes are the caller's transaction. */
final class UploadRows {

  private final JdbcClient jdbc;

  UploadRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Begun begun, String contentType) {
    int rows =
        jdbc.sql(
                """
                insert into serving.upload (upload_id, subject_id, content_type, begun_at)
                values (:upload, :subject, :type, :at)
                """)
            .param("upload", begun.uploadId())
            .param("subject", begun.subjectId())
            .param("type", contentType)
            .param("at", Timestamp.from(begun.begunAt()))
            .update();
    requireOne(rows, begun.uploadId());
  }

  Optional<Begun> find(String uploadId) {
    return find(uploadId, "");
  }

  /** Like {@link #find}; nobody else changes it until the caller's transaction ends. */
  Optional<Begun> findAlone(String uploadId) {
    return find(uploadId, "for update");
  }

  private Optional<Begun> find(String uploadId, String lock) {
    if (uploadId.indexOf('\0') >= 0) { // no text of PostgreSQL
      return Optional.empty();
    }
    return jdbc.sql("select * from serving.upload where upload_id = ? " + lock)
        .param(uploadId)
        .query(UploadRows::begun)
        .optional();
  }

  /** An upload that is nobody's becomes a subject's, and what was found of it with it. */
  void claim(String uploadId, String subjectId) {
    int rows =
        jdbc.sql(
                """
                update serving.upload set subject_id = :subject
                 where upload_id = :upload and subject_id is null
                """)
            .param("subject", subjectId)
            .param("upload", uploadId)
            .update();
    requireOne(rows, uploadId);
    jdbc.sql(
            """
            update serving.analysis set subject_id = :subject
             where upload_id = :upload and subject_id is null
            """)
        .param("subject", subjectId)
        .param("upload", uploadId)
        .update();
  }

  private static void requireOne(int rows, String uploadId) {
    if (rows != 1) {
      throw new IllegalStateException(
          "%d rows of upload %s were written, expected 1".formatted(rows, uploadId));
    }
  }

  /** Uploads of a subject, begun or analysed here. */
  List<String> of(String subjectId) {
    return jdbc.sql(
            """
            select upload_id from serving.upload where subject_id = :subject
             union
            select upload_id from serving.analysis where subject_id = :subject
            """)
        .param("subject", subjectId)
        .query(String.class)
        .list();
  }

  /** Those that are somebody else's. */
  Set<String> ofOthers(Collection<String> uploadIds, String subjectId) {
    return Set.copyOf(
        jdbc.sql(
                """
                select upload_id from serving.upload
                 where upload_id = any (:uploads::text[]) and subject_id <> :subject
                """)
            .param("uploads", uploadIds.toArray(String[]::new))
            .param("subject", subjectId)
            .query(String.class)
            .list());
  }

  /** Deletes uploads. */
  void erase(Collection<String> uploadIds) {
    jdbc.sql("delete from serving.upload where upload_id = any (:uploads::text[])")
        .param("uploads", uploadIds.toArray(String[]::new))
        .update();
  }

  private static Begun begun(ResultSet row, int number) throws SQLException {
    @Nullable String subject = row.getString("subject_id");
    return new Begun(row.getString("upload_id"), subject, row.getTimestamp("begun_at").toInstant());
  }
}
