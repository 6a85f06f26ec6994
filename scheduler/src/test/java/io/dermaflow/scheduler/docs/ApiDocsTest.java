package io.dermaflow.scheduler.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what docs/api.md says, against a running platform with a model and a catalogue: {@code
 * DERMAFLOW_URL}, {@code DERMAFLOW_KEY} (all scopes but operate), {@code SELFIE} (a JPEG).
 */
class ApiDocsTest {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  @EnabledIfEnvironmentVariable(named = "DERMAFLOW_URL", matches = "http.+")
  void worksAsWritten() throws Exception {
    assertThat(System.getenv()).containsKeys("DERMAFLOW_KEY", "SELFIE");
    follow(Map.of(), folder); // the environment is passed on
  }

  /** Runs the page; for tests that start a platform. */
  static void follow(Map<String, String> environment, Path folder) throws Exception {
    ApiExamples.of(Files.readString(ApiExamplesTest.PAGE)).run(environment, folder, LONGEST);
  }
}
