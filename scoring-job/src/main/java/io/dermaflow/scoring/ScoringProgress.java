package io.dermaflow.scoring;

import io.dermaflow.progress.Progress;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells how far a run is: all workers' work, this process's time, and who is slow. */
public final class ScoringProgress {

  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final double SLOW_SECONDS = 60;

  private final ScoreUploads.Session session;
  private final Progress progress;
  private long shownAt;

  public ScoringProgress(ScoreUploads.Session session, Progress progress) {
    this.session = session;
    this.progress = progress;
    this.shownAt = System.nanoTime() - PAUSE_NANOS;
  }

  /**
   * Shows where it is, once a second at most.
   *
   * @param now whatever was shown last
   */
  public void show(boolean now) {
    long time = System.nanoTime();
    if (!now && time - shownAt < PAUSE_NANOS) {
      return;
    }
    shownAt = time;
    Shards.Status status = session.status();
    ScoreUploads.Effort effort = session.effort();
    progress.report("score", status.done(), status.items());
    progress.detail(stages(effort.stageSeconds()) + trouble(status, effort));
  }

  /** Shares of the stages in the time of all threads, e.g. {@code fetch 12 % decode 30 %}. */
  public static String stages(Map<ScoringStage, Double> seconds) {
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return seconds.entrySet().stream()
        .filter(stage -> all > 0 && stage.getValue() / all >= 0.005)
        .map(stage -> "%s %.0f %%".formatted(stage.getKey().label(), 100 * stage.getValue() / all))
        .collect(Collectors.joining(" "));
  }

  private String trouble(Shards.Status status, ScoreUploads.Effort effort) {
    StringBuilder text = new StringBuilder();
    if (effort.retries() > 0) {
      text.append(String.format(Locale.ROOT, "; %d reads repeated", effort.retries()));
    }
    if (status.slowestSeconds() > SLOW_SECONDS) {
      text.append(
          String.format(
              Locale.ROOT,
              "; shard %d of %d takes %.0f s",
              status.slowest(),
              status.shards(),
              status.slowestSeconds()));
    }
    return text.toString();
  }
}
