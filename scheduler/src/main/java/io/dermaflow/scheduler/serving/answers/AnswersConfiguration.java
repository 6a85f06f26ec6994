package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publications;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.serving.LiveRecommendations;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Precomputed answers of a process that serves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
class AnswersConfiguration {

  /** Of ten parts of the memory nine are answers, one what leads to them. */
  private static final double ANSWERS_SHARE = 0.9;

  private static long bytes(Settings settings) {
    return (long) settings.serve().cacheMegabytes() << 20;
  }

  @Bean(destroyMethod = "close")
  CacheManager answerCaches(Settings settings) {
    return new AnswerCaches(bytes(settings), settings.serve().redis());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  SwitchWatch switchWatch(
      FeatureReader reader,
      LiveRecommendations live,
      Publications publications,
      Settings settings) {
    long capacity = (long) (bytes(settings) * ANSWERS_SHARE);
    return new SwitchWatch(reader, live, publications, capacity, System::nanoTime);
  }

  @Bean
  PublishedAnswers publishedAnswers(
      FeatureReader reader, LiveRecommendations live, SwitchWatch watch, CacheManager caches) {
    AnswerSource source = new AnswerSource(reader, live, watch);
    return new CachedAnswers(reader, watch, source, caches, System::nanoTime);
  }
}
