package io.dermaflow.scheduler.web;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * All meters in the text format of Prometheus, version 0.0.4. Its exposition library is not needed
 * for names, tags and numbers.
 */
@Endpoint(id = "prometheus")
final class MetricsText {

  private final ObjectProvider<MeterRegistry> registries;

  MetricsText(ObjectProvider<MeterRegistry> registries) {
    this.registries = registries;
  }

  /** Lines of one name stand together, as the format asks. */
  @ReadOperation(produces = "text/plain;version=0.0.4;charset=utf-8")
  public String scrape() {
    Map<String, StringBuilder> families = new TreeMap<>();
    MeterRegistry registry = registries.getIfAvailable();
    for (Meter meter : registry == null ? List.<Meter>of() : registry.getMeters()) {
      for (Measurement measurement : meter.measure()) {
        double value = measurement.getValue();
        String name = name(meter.getId(), measurement.getStatistic());
        families
            .computeIfAbsent(name, n -> new StringBuilder())
            .append(name)
            .append(tags(meter.getId()))
            .append(' ')
            .append(Double.isNaN(value) ? "NaN" : Double.toString(value))
            .append('\n');
      }
    }
    return String.join("", families.values());
  }

  private static String name(Meter.Id id, Statistic statistic) {
    String unit = id.getBaseUnit();
    String base = word(id.getName()) + (unit == null ? "" : "_" + word(unit));
    return switch (statistic) {
      case VALUE -> base;
      case COUNT -> base + (id.getType() == Meter.Type.COUNTER ? "_total" : "_count");
      case TOTAL, TOTAL_TIME -> base + "_sum";
      default -> base + "_" + statistic.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String word(String text) {
    return text.replaceAll("[^A-Za-z0-9_]", "_");
  }

  private static String tags(Meter.Id id) {
    if (id.getTags().isEmpty()) {
      return "";
    }
    StringBuilder tags = new StringBuilder("{");
    id.getTags()
        .forEach(
            tag ->
                tags.append(tags.length() > 1 ? "," : "")
                    .append(word(tag.getKey()))
                    .append("=\"")
                    .append(
                        tag.getValue()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"'));
    return tags.append('}').toString();
  }
}
