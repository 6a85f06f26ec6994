package io.dermaflow.scheduler.cli;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.PlatformSession;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that works on an opened platform. */
abstract class PlatformCommand implements Callable<Integer> {

  /** Done, but more items were set aside than the limit allows. */
  static final int TOO_MANY_SET_ASIDE = 4;

  @Mixin CommonOptions options = new CommonOptions();

  /**
   * What a command ends with.
   *
   * @param value the JSON document
   * @param text the same for a person
   * @param exitCode exit code
   */
  record Answer(Object value, String text, int exitCode) {
    static Answer ok(Object value, String text) {
      return new Answer(value, text, 0);
    }
  }

  abstract Answer run(PlatformSession platform);

  @Override
  public Integer call() {
    TerminalProgress progress =
        new TerminalProgress(System.err, System.console() != null && !options.json);
    try (PlatformSession platform =
        PlatformSession.open(options.home(), System.getenv(), progress)) {
      Answer answer = run(platform);
      progress.finish();
      return told(answer);
    }
  }

  /** Prints an answer; returns its exit code. */
  final int told(Answer answer) {
    PrintStream out = System.out;
    out.println(options.json ? Json.writePretty(answer.value()) : answer.text());
    out.flush();
    return answer.exitCode();
  }

  /** The exit code for this many items set aside. */
  static int exitCode(long setAside, long all, double limit) {
    return all > 0 && (double) setAside / all > limit ? TOO_MANY_SET_ASIDE : 0;
  }

  static String orDash(@Nullable Object value) {
    return value == null ? "–" : value.toString();
  }

  static String actor() {
    return System.getProperty("user.name", "somebody");
  }
}
