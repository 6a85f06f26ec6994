package io.dermaflow.scheduler.serving;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.PublicationInputs;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Live recommendations in schema {@code serving}. Writers wait for each other at the counter of
 * revisions, until their transactions end: nobody sees a revision before all smaller ones.
 */
final class JdbcLiveRecommendations implements LiveRecommendations {

  /** How long it is still told that a subject was erased. */
  private static final Duration TOLD = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final FeatureReader reader;
  private final Choices choices;
  private final Clock clock;
  private volatile @Nullable Served lastServed;

  /** What a publication was computed from never changes. */
  private record Served(long publication, Instant asOf) {}

  JdbcLiveRecommendations(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      FeatureReader reader,
      Choices choices,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.reader = reader;
    this.choices = choices;
    this.clock = clock;
  }

  @Override
  public void put(String subjectId, String body, Instant madeAt) {
    transaction.executeWithoutResult(status -> write(subjectId, body, madeAt));
  }

  @Override
  public void erase(String subjectId) {
    transaction.executeWithoutResult(status -> write(subjectId, null, clock.instant()));
  }

  private void write(String subjectId, @Nullable String body, Instant at) {
    long revision =
        jdbc.sql("update serving.live_revision set revision = revision + 1 returning revision")
            .query(Long.class)
            .single();
    int rows =
        jdbc.sql(
                """
                insert into serving.live_recommendation (subject_id, body, made_at, revision)
                values (:subject, :body::jsonb, :at, :revision)
                on conflict (subject_id) do update
                   set body = excluded.body, made_at = excluded.made_at,
                       revision = excluded.revision
                """)
            .param("subject", subjectId)
            .param("body", body)
            .param("at", Timestamp.from(at))
            .param("revision", revision)
            .update();
    if (rows != 1) {
      throw new IllegalStateException(
          "%d live recommendations of %s were written, expected 1".formatted(rows, subjectId));
    }
    jdbc.sql("delete from serving.live_recommendation where body is null and made_at < ?")
        .param(Timestamp.from(clock.instant().minus(TOLD)))
        .update();
  }

  @Override
  public Map<String, Live> find(Collection<String> subjects) {
    Map<String, Live> found = new HashMap<>();
    jdbc.sql(
            """
            select subject_id, body, made_at, revision
              from serving.live_recommendation
             where subject_id = any (:subjects::text[]) and body is not null and made_at >= :as_of
            """)
        .param("subjects", subjects.toArray(String[]::new))
        .param("as_of", Timestamp.from(servedAsOf()))
        .query(
            row -> {
              found.put(
                  row.getString("subject_id"),
                  new Live(
                      row.getString("subject_id"),
                      row.getString("body"),
                      row.getTimestamp("made_at").toInstant(),
                      row.getLong("revision")));
            });
    return found;
  }

  /** In doubt, at the same moment, the live one wins: it may leave out what harms. */
  private Instant servedAsOf() {
    Publication current = reader.findCurrent().orElse(null);
    if (current == null) {
      return Instant.EPOCH;
    }
    Served served = lastServed;
    if (served == null || served.publication() != current.id()) {
      served =
          new Served(
              current.id(),
              choices
                  .findInputs(current.id())
                  .map(PublicationInputs::asOf)
                  .orElse(current.createdAt())
                  .truncatedTo(ChronoUnit.MICROS));
      lastServed = served;
    }
    return served.asOf();
  }

  @Override
  public long revision() {
    return jdbc.sql("select revision from serving.live_revision").query(Long.class).single();
  }

  @Override
  public Set<String> changedSince(long revision) {
    return new HashSet<>(
        jdbc.sql("select subject_id from serving.live_recommendation where revision > ?")
            .param(revision)
            .query(String.class)
            .list());
  }
}
