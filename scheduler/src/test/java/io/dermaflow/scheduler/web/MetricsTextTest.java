package io.dermaflow.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class MetricsTextTest {

  @Test
  void writesMetersAsPrometheusReadsThem() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    registry.counter("cache.gets", "cache", "answers", "result", "hit\"\n").increment(3);
    Gauge.builder("queue", () -> 2.5).register(registry);
    registry
        .timer("http.server.requests", "uri", "/v1/features/{subject}")
        .record(Duration.ofSeconds(2));
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("registry", registry);
    assertThat(new MetricsText(beans.getBeanProvider(MeterRegistry.class)).scrape())
        .isEqualTo(
            """
            cache_gets_total{cache="answers",result="hit\\"\\n"} 3.0
            http_server_requests_seconds_count{uri="/v1/features/{subject}"} 1.0
            http_server_requests_seconds_max{uri="/v1/features/{subject}"} 2.0
            http_server_requests_seconds_sum{uri="/v1/features/{subject}"} 2.0
            queue 2.5
            """);
  }
}
