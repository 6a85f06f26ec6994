package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.recommend.BadReactions;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.collaborative.LearnedScores;
import io.dermaflow.recommend.interactions.IntakeLimits;
import io.dermaflow.recommend.interactions.InteractionIntake;
import io.dermaflow.recommend.interactions.InteractionWeights;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.recommend.interactions.KnownIds;
import io.dermaflow.recommend.interactions.StoredBadReactions;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Interactions in PostgreSQL, schema {@code recommend}, and what is made of them. */
@AutoConfiguration(before = RecommendAutoConfiguration.class)
public class InteractionsAutoConfiguration {

  /** Decides ties; any other number would do. */
  private static final long SEED = 42;

  @Bean
  public Interactions interactions(
      JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcInteractions(jdbc, new TransactionTemplate(transactions), clock);
  }

  @Bean
  public BadReactions badReactions(Interactions interactions, Clock clock) {
    return new StoredBadReactions(interactions, clock);
  }

  @Bean
  public CollaborativeScores collaborativeScores(Interactions interactions) {
    return new LearnedScores(interactions, InteractionWeights.DEFAULT, SEED);
  }

  /** Takes interactions of subjects that have features with products of the newest catalogue. */
  @Bean
  public InteractionIntake interactionIntake(
      Interactions interactions, FeatureReader features, Catalogue catalogue, Clock clock) {
    return new InteractionIntake(
        interactions,
        KnownIds.subjects(features),
        KnownIds.products(catalogue),
        IntakeLimits.DEFAULT,
        clock);
  }
}
