package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Tracker} and its {@link TrackingRelay} must do while the server is away. */
public abstract class TrackerContract {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private final Tracker tracker = emptyTracker();

  protected abstract Tracker emptyTracker();

  /** A relay of what {@link #emptyTracker} gave last, to a server that does not answer. */
  protected abstract TrackingRelay relayToNobody();

  /** The same without a server. */
  protected abstract TrackingRelay relayWithoutServer();

  private void record() {
    tracker.runStarted("r", new Tracker.RunInfo("dermaflow/t", "n", AT, Map.of("seed", "42")));
    tracker.metrics("r", 1, AT, Map.of("loss", 2.5));
    tracker.runFinished("r", true, AT);
  }

  @Test
  void recordsTheSameThingOnce() {
    record();
    record();
    assertThat(relayWithoutServer().relay()).isEqualTo(new TrackingRelay.Report(false, 0, 3, ""));
  }

  @Test
  void losesNothingWhileTheServerIsAway() {
    record();
    TrackingRelay.Report report = relayToNobody().relay();
    assertThat(report.sent()).isZero();
    assertThat(report.waiting()).isEqualTo(3);
    assertThat(report.problem()).isNotEmpty();
  }

  @Test
  void refusesAMetricThatIsNoNumber() {
    assertThatThrownBy(() -> tracker.metrics("r", 1, AT, Map.of("loss", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loss");
    assertThat(relayWithoutServer().relay().waiting()).isZero();
  }
}
