package io.dermaflow.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  @TempDir Path home;
  private final PrintStream console = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(console);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void namesEveryCommandOfTheTable() {
    assertThat(Launcher.run("--help")).isZero();
    assertThat(said())
        .contains(
            "demo",
            "ingest",
            "dataset",
            "weights",
            "train",
            "models",
            "score",
            "catalogue",
            "recommend",
            "publish",
            "publications",
            "serve",
            "runs",
            "quarantine",
            "schedule",
            "apikey",
            "bench",
            "doctor");
  }

  @Test
  void endsAUsageErrorWithTwoAndOneDocument() {
    assertThat(Launcher.run("ingest", "--json")).isEqualTo(2);
    assertThat(Json.tree(said()).path("error").path("kind").asString()).isEqualTo("usage");
  }

  @Test
  void saysWhatIsNotThereYet() {
    assertThat(Launcher.run("models", "approve", "--json")).isEqualTo(2);
    assertThat(Json.tree(said()).path("error").path("message").asString())
        .contains("not there yet");
  }
}
