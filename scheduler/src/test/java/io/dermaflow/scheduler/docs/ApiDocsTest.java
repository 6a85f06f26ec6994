package io.dermaflow.scheduler.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.scheduler.TestPlatform;
import io.dermaflow.scheduler.access.ApiKeys;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.ServingFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
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

  @Test
  void worksAsWrittenOnAPlatformOfItsOwn() throws Exception {
    int port = TestPlatform.freePort();
    try (ServingFixture platform = ServingFixture.serve(folder.resolve("home"), port)) {
      Path selfie = Files.write(folder.resolve("selfie.jpg"), platform.selfie(1));
      String key =
          platform
              .get(ApiKeys.class)
              .create(
                  new ApiKeys.Wanted(
                      "docs", EnumSet.complementOf(EnumSet.of(Scope.OPERATE)), null, null),
                  "test")
              .written();
      follow(
          Map.of(
              "DERMAFLOW_URL",
              "http://127.0.0.1:" + port,
              "DERMAFLOW_KEY",
              key,
              "SELFIE",
              selfie.toString()),
          Files.createDirectory(folder.resolve("work")));
    }
  }

  private static void follow(Map<String, String> environment, Path folder) throws Exception {
    ApiExamples.of(Files.readString(ApiExamplesTest.PAGE)).run(environment, folder, LONGEST);
  }
}
