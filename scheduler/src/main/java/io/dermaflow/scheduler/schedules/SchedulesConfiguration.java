package io.dermaflow.scheduler.schedules;

import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scheduler.platform.TrainingService;
import org.quartz.Scheduler;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The schedules; only {@code serve} starts them. */
@Configuration(proxyBeanMethods = false)
class SchedulesConfiguration {

  @Bean
  ScheduledWork scheduledWork(
      Settings settings,
      TrainingService training,
      ScoringService scoring,
      PublicationService publications) {
    return new ScheduledWork(settings, training, scoring, publications);
  }

  @Bean
  Schedules schedules(@Lazy Scheduler quartz, Settings settings, ScheduledWork work) {
    return new Schedules(quartz, settings, work);
  }

  @Bean
  @ConditionalOnWebApplication
  ApplicationRunner installSchedules(Schedules schedules) {
    return arguments -> schedules.install();
  }
}
