package io.dermaflow.scheduler.cli;

import io.dermaflow.progress.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A bar on a terminal; on anything else a line every few seconds. */
final class TerminalProgress implements Progress {

  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private String what = "";
  private String detail = "";
  private long shownAt;
  private long startedAt;

  TerminalProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void report(String name, long done, long total) {
    long now = System.nanoTime();
    boolean other = !name.equals(what);
    if (other) {
      finish();
      what = name;
      detail = "";
      startedAt = now;
      shownAt = 0;
    }
    long pause = terminal ? TimeUnit.MILLISECONDS.toNanos(200) : TimeUnit.SECONDS.toNanos(5);
    if (now - shownAt < pause && (total == 0 || done < total)) {
      return;
    }
    shownAt = now;
    String text = text(done, total, (now - startedAt) / 1e9);
    if (terminal) {
      out.print("\r" + text + "\u001B[K");
    } else {
      out.println(text);
    }
    out.flush();
  }

  private String text(long done, long total, double seconds) {
    String rate = seconds > 0.5 ? String.format(Locale.ROOT, " %.0f/s", done / seconds) : "";
    if (total > done && done > 0 && seconds > 5) {
      rate += ", " + left((total - done) * seconds / done) + " left";
    }
    if (!detail.isEmpty()) {
      rate += " (" + detail + ")";
    }
    if (total <= 0) {
      return String.format(Locale.ROOT, "%-10s %d%s", what, done, rate);
    }
    if (!terminal) {
      return String.format(
          Locale.ROOT, "%-10s %d of %d (%d %%)%s", what, done, total, 100 * done / total, rate);
    }
    int filled = (int) (WIDTH * done / total);
    return String.format(
        Locale.ROOT,
        "%-10s [%s%s] %d/%d%s",
        what,
        "=".repeat(filled),
        " ".repeat(WIDTH - filled),
        done,
        total,
        rate);
  }

  private static String left(double seconds) {
    long whole = Math.round(seconds);
    return whole < 120
        ? whole + " s"
        : whole < 7200
            ? whole / 60 + " min"
            : "%d h %d min".formatted(whole / 3600, whole / 60 % 60);
  }

  @Override
  public synchronized void detail(String text) {
    detail = text;
  }

  /** Ends the line of a bar. */
  synchronized void finish() {
    if (terminal && !what.isEmpty()) {
      out.println();
    }
    what = "";
  }
}
