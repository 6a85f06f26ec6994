package io.dermaflow.scheduler.web;

import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.catalina.Container;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** What the API needs of the framework besides its controllers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
class WebConfiguration {

  /** Set to true by {@code bench serve} alone. */
  static final String BENCH = "dermaflow.bench.hello";

  @Bean
  HandlerExceptionResolver problemResolver() {
    return new ProblemResolver();
  }

  @Bean
  ProblemErrorController problemErrorController(
      ErrorAttributes attributes, ObjectProvider<ErrorViewResolver> views) {
    return new ProblemErrorController(attributes, views.orderedStream().toList());
  }

  /** Asked before the search among the controllers. */
  @Bean
  SimpleUrlHandlerMapping recommendationReads(PublishedAnswers answers, Access access) {
    return new SimpleUrlHandlerMapping(
        Map.of(RecommendationReads.PATH, new RecommendationReads(answers, access)), -1);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              Container parent = context.getParent();
              if (parent instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
              }
            });
  }

  @Bean
  MetricsText metricsText(ObjectProvider<MeterRegistry> registries) {
    return new MetricsText(registries);
  }

  /** The baseline of {@code bench serve}: the least that this framework can answer. */
  @RestController
  @ConditionalOnProperty(BENCH)
  static class Hello {

    @GetMapping("/bench/hello")
    String hello() {
      return "hello";
    }
  }
}
