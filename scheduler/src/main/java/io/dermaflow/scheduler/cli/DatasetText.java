package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.VersionReport.GateFinding;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dataset versions for a person at a terminal. */
final class DatasetText {

  private DatasetText() {}

  static String version(DatasetVersion v, @Nullable VersionReport report) {
    StringBuilder text = new StringBuilder();
    line(text, "%s", v.id());
    line(text, "digest %s", v.digest());
    line(text, "%d items in %d groups, splits %s", v.items(), v.groups(), v.splits());
    line(text, "%d duplicates, %d set aside", v.duplicates(), v.quarantined());
    if (report != null) {
      text.append(report(report));
    }
    return text.toString().strip();
  }

  private static String report(VersionReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "splits by %s%s",
        report.splitsBy().equals("SOURCE") ? "the source" : "Dermaflow",
        report.note() == null ? "" : ": " + report.note());
    report
        .labels()
        .forEach(
            (head, labels) -> {
              Map<String, Double> shares = report.shares(head, null);
              labels.forEach(
                  (label, bySplit) ->
                      line(
                          text,
                          "  %-10s %-20s %5.1f %%  %s",
                          head,
                          label,
                          100 * shares.getOrDefault(label, 0.0),
                          bySplit));
            });
    report.tones().forEach((tone, bySplit) -> line(text, "  tone       %-20s %s", tone, bySplit));
    report
        .sources()
        .forEach(
            s ->
                line(
                    text,
                    "  source     %s: %d, licence %s, consent %s",
                    s.source(),
                    s.items(),
                    orNotSaid(s.licence()),
                    orNotSaid(s.consent())));
    line(
        text,
        "groups by size %s, the largest has %d; %d pairs show the same",
        report.groups(),
        report.largestGroup(),
        report.likePairs());
    if (!report.setAside().isEmpty()) {
      line(text, "set aside %s", report.setAside());
    }
    report.gate().forEach(finding -> line(text, "  %s", finding(finding)));
    line(text, "made with %s", report.provenance());
    return text.toString();
  }

  /** One rule of the gate. */
  static String finding(GateFinding finding) {
    return String.format(
        Locale.ROOT,
        "%-6s %s: %.3f (%s), limit %.3f",
        finding.passed() ? "ok" : finding.action().name().toLowerCase(Locale.ROOT),
        finding.rule().key(),
        finding.found(),
        finding.where(),
        finding.limit());
  }

  private static String orNotSaid(String text) {
    return text.isEmpty() ? "not said" : text;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
