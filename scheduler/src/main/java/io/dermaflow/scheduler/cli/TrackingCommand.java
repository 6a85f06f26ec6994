package io.dermaflow.scheduler.cli;

import io.dermaflow.models.TrackingRelay;
import io.dermaflow.scheduler.PlatformSession;
import picocli.CommandLine.Command;

/** Sends waiting training records to the MLflow server. */
@Command(
    name = "tracking",
    description =
        "Send what waits in the outbox to the MLflow server that DERMAFLOW_MLFLOW_TRACKING_URI names.")
final class TrackingCommand extends PlatformCommand {

  @Override
  Answer run(PlatformSession platform) {
    TrackingRelay.Report report = platform.get(TrackingRelay.class).relay();
    String text =
        report.configured()
            ? "%d events sent, %d wait. %s"
                .formatted(report.sent(), report.waiting(), report.problem())
            : "No server is configured; %d events wait.".formatted(report.waiting());
    return new Answer(report, text.strip(), report.configured() && report.waiting() > 0 ? 1 : 0);
  }
}
