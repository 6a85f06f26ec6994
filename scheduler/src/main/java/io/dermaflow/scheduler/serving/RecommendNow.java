package io.dermaflow.scheduler.serving;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommenders;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recommends for one person from what is known now. Whoever reads what is known of a person, and
 * writes what follows from it, has the person alone meanwhile: what is written last was made from
 * what was said last.
 */
final class RecommendNow {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final FeatureReader reader;
  private final Recommenders recommenders;
  private final LiveRecommendations live;
  private final Clock clock;

  RecommendNow(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      FeatureReader reader,
      Recommenders recommenders,
      LiveRecommendations live,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.reader = reader;
    this.recommenders = recommenders;
    this.live = live;
    this.clock = clock;
  }

  /**
   * A recommendation from the latest features of a person.
   *
   * @param recommendation null without a catalogue
   * @param at from before the features were read
   */
  record Made(SkinFeatures features, @Nullable Recommendation recommendation, Instant at) {}

  /** Now, as the database can keep it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Has a person alone until the caller's transaction ends. */
  void alone(String subjectId) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('serving:subject:' || ?, 0))")
        .param(subjectId)
        .query((row, n) -> 0)
        .single();
  }

  /** Recommends for a person that the caller has {@link #alone}; empty without features. */
  Optional<Made> make(String subjectId) {
    Instant at = now();
    return reader
        .findFeatures(subjectId)
        .map(features -> new Made(features, recommend(features, at), at));
  }

  /** Null without a catalogue. */
  @Nullable Recommendation recommend(SkinFeatures features, Instant at) {
    return recommenders
        .findNewest()
        .map(recommender -> recommender.recommend(features, at))
        .orElse(null);
  }

  /** Puts what was made before people; late in the caller's transaction: others wait. */
  void show(String subjectId, Made made) {
    if (made.recommendation() != null) {
      live.put(subjectId, Json.write(made.recommendation()), made.at());
    }
  }

  /**
   * Makes and shows a person's recommendation anew, in a transaction of its own.
   *
   * @param also what else is written of the new recommendation
   * @return false without features or a catalogue
   */
  boolean again(String subjectId, Consumer<Recommendation> also) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              alone(subjectId);
              Made made = make(subjectId).orElse(null);
              if (made == null || made.recommendation() == null) {
                return false;
              }
              also.accept(made.recommendation());
              show(subjectId, made);
              return true;
            }));
  }
}
