package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.recommend.BadReactions;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.RecommendSettings;
import io.dermaflow.recommend.Recommenders;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.AllergyTable;
import io.dermaflow.recommend.inci.IngredientTable;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.ranking.Weights;
import io.dermaflow.recommend.reasons.Sentences;
import io.dermaflow.recommend.rules.RuleBook;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue in PostgreSQL, schema {@code recommend}, and the files of rules and words. */
@AutoConfiguration
public class RecommendAutoConfiguration {

  /** The tables of this room. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("recommend", "db/recommend", 50);

  @Bean
  public SchemaMigration recommendSchema() {
    return SCHEMA;
  }

  @Bean
  public Catalogue catalogue(JdbcClient jdbc, Clock clock) {
    return new JdbcCatalogue(jdbc, clock);
  }

  @Bean
  public Choices choices(JdbcOperations connections) {
    return new JdbcChoices(connections);
  }

  @Bean
  @ConditionalOnMissingBean
  public CollaborativeScores collaborativeScores() {
    return CollaborativeScores.NONE;
  }

  @Bean
  @ConditionalOnMissingBean
  public BadReactions badReactions() {
    return BadReactions.NONE;
  }

  @Bean
  public Knowledge recommendKnowledge(ObjectProvider<RecommendSettings> settings) {
    RecommendSettings files = files(settings);
    IngredientTable ingredients = IngredientTable.bundled();
    return new Knowledge(
        ingredients,
        AllergyTable.bundled(ingredients),
        read(files.rules(), RuleBook::of, RuleBook::bundled),
        read(files.ranking(), Weights::of, Weights::bundled));
  }

  @Bean
  public Sentences sentences(ObjectProvider<RecommendSettings> settings) {
    return read(files(settings).sentences(), Sentences::of, Sentences::bundled);
  }

  @Bean
  public LookBook lookBook(ObjectProvider<RecommendSettings> settings) {
    return read(files(settings).looks(), LookBook::of, LookBook::bundled);
  }

  @Bean
  public Rates rates(ObjectProvider<RecommendSettings> settings) {
    return read(files(settings).rates(), Rates::of, Rates::bundled);
  }

  @Bean
  public Recommenders recommenders(
      Catalogue catalogue,
      Knowledge knowledge,
      Sentences sentences,
      LookBook looks,
      CollaborativeScores others,
      BadReactions reactions) {
    return new Recommenders(catalogue, knowledge, sentences, looks, others, reactions);
  }

  private static RecommendSettings files(ObjectProvider<RecommendSettings> settings) {
    return settings.getIfAvailable(() -> RecommendSettings.BUNDLED);
  }

  private static <T> T read(
      @Nullable Path file, Function<DataFile, T> reader, Supplier<T> bundled) {
    return file == null ? bundled.get() : reader.apply(DataFile.of(file));
  }
}
