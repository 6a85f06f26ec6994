package io.dermaflow.scoring.internal.jdbc;

import io.dermaflow.scoring.ScoringRun;
import io.dermaflow.scoring.UploadRef;
import io.dermaflow.scoring.Uploads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Uploads in schema {@code scoring}; whole pages in one statement. */
final class JdbcUploads implements Uploads {

  /** Columns that {@link #upload} reads, of {@code scoring.upload u}. */
  static final String COLUMNS =
      "u.upload_id, u.selfie_key, u.etag, u.size, u.modified, u.survey_key, u.survey_etag";

  /** Rows of a page that are not known as they are. */
  private static final String CHANGED =
      """
      select said.*
        from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[],
                    ?::text[])
             as said (upload_id, selfie_key, etag, size, modified, survey_key, survey_etag)
        left join scoring.upload known
          on known.upload_id = said.upload_id and known.source = ? and known.etag = said.etag
         and coalesce(known.survey_etag, '') = said.survey_etag
         and known.selfie_key is not distinct from said.selfie_key
       where known.upload_id is null
         and not exists (select from scoring.erased_upload e
                          where e.digest = sha256(convert_to(said.upload_id, 'UTF8')))
      """;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  JdbcUploads(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public int note(String source, List<UploadRef> uploads) {
    if (uploads.isEmpty()) {
      return 0;
    }
    return jdbc.update(
        """
        insert into scoring.upload as known
          (upload_id, selfie_key, etag, size, modified, survey_key, survey_etag, source, noted_at)
        select upload_id, selfie_key, etag, size, modified, survey_key, nullif(survey_etag, ''),
               ?, ?
          from (%s) changed
         order by upload_id
        on conflict (upload_id) do update
           set selfie_key = excluded.selfie_key, etag = excluded.etag, size = excluded.size,
               modified = excluded.modified, survey_key = excluded.survey_key,
               survey_etag = excluded.survey_etag, source = excluded.source,
               noted_at = excluded.noted_at
        """
            .formatted(CHANGED),
        join(new Object[] {source, Timestamp.from(clock.instant())}, page(source, uploads)));
  }

  @Override
  public int countChanged(String source, List<UploadRef> uploads) {
    if (uploads.isEmpty()) {
      return 0;
    }
    Integer changed =
        jdbc.queryForObject(
            "select count(*) from (%s) changed".formatted(CHANGED),
            Integer.class,
            page(source, uploads));
    return changed == null ? 0 : changed;
  }

  private static Object[] page(String source, List<UploadRef> uploads) {
    return new Object[] {
      texts(uploads, UploadRef::uploadId),
      texts(uploads, UploadRef::selfieKey),
      texts(uploads, UploadRef::etag),
      uploads.stream().map(UploadRef::size).toArray(Long[]::new),
      uploads.stream().map(u -> u.modified().toString()).toArray(String[]::new),
      texts(uploads, UploadRef::surveyKey),
      texts(uploads, UploadRef::surveyEtag),
      source
    };
  }

  private static String[] texts(List<UploadRef> uploads, Function<UploadRef, @Nullable String> of) {
    return uploads.stream().map(of).toArray(String[]::new);
  }

  private static Object[] join(Object[] first, Object[] second) {
    Object[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public long count(String source) {
    return number("select count(*) from scoring.upload where source = ?", source);
  }

  @Override
  public long countAll() {
    return number("select count(*) from scoring.upload");
  }

  private long number(String sql, Object... parameters) {
    Long count = jdbc.queryForObject(sql, Long.class, parameters);
    return count == null ? 0 : count;
  }

  @Override
  public Optional<UploadRef> find(String uploadId) {
    return jdbc
        .query(
            "select " + COLUMNS + " from scoring.upload u where u.upload_id = ?",
            JdbcUploads::upload,
            uploadId)
        .stream()
        .findFirst();
  }

  @Override
  public Pending countPending(ScoringRun run, Instant waitSince) {
    Timestamp since = Timestamp.from(waitSince);
    return jdbc.query(
            """
            select count(*) filter (where not (%2$s)) as pending,
                   count(*) filter (where %2$s) as waiting
            %1$s
            """
                .formatted(todo(run.shadow()), WAITS),
            (row, n) -> new Pending(row.getLong("pending"), row.getLong("waiting")),
            since,
            since,
            run.modelId(),
            run.preprocessing(),
            run.source())
        .get(0);
  }

  /** A selfie or a survey whose other half may still come; one parameter, the bound. */
  static final String WAITS = "u.modified > ? and (u.selfie_key is null or u.survey_key is null)";

  /** Uploads without an outcome; parameters: model, preprocessing, source. */
  static String todo(boolean shadow) {
    return """
          from scoring.upload u
          left join scoring.%s o
            on o.upload_id = u.upload_id and o.etag = u.etag and o.model_id = ?
           and o.preprocessing = ? and o.survey_etag = coalesce(u.survey_etag, '')
         where u.source = ? and o.upload_id is null
        """
        .formatted(shadow ? "shadow_outcome" : "outcome");
  }

  static UploadRef upload(ResultSet row, int number) throws SQLException {
    String survey = row.getString("survey_etag");
    return new UploadRef(
        row.getString("upload_id"),
        row.getString("selfie_key"),
        row.getString("etag"),
        row.getLong("size"),
        row.getTimestamp("modified").toInstant(),
        row.getString("survey_key"),
        survey == null ? "" : survey);
  }
}
