package io.dermaflow.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.testing.TestServices;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The commands on a platform without HTTP. */
class ApiKeyCommandsTest {

  @TempDir static Path home;
  private static PlatformSession platform;

  @BeforeAll
  static void open() {
    var bucket = TestServices.newBucket();
    Map<String, String> environment =
        Map.of(
            "DERMAFLOW_DATABASE_URL", TestServices.newDatabase(),
            "DERMAFLOW_S3_ENDPOINT", Objects.requireNonNull(bucket.endpoint()).toString(),
            "DERMAFLOW_S3_BUCKET", bucket.bucket());
    platform = PlatformSession.open(home, environment, Progress.NONE);
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static PlatformCommand.Answer run(PlatformCommand command, String... arguments) {
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return command.run(platform);
  }

  private static JsonNode json(PlatformCommand.Answer answer) {
    return Json.tree(Json.write(answer.value()));
  }

  @Test
  void makesListsRotatesAndRevokesAKey() {
    JsonNode made =
        json(
            run(
                new ApiKeyCommands.Create(),
                "shop",
                "--scope",
                "read",
                "analyze",
                "--expires",
                "P90D"));
    String key = made.path("key").asString();
    assertThat(key).startsWith("dfk_" + made.path("id").asString() + "_");
    assertThat(made.path("scopes").size()).isEqualTo(2);
    assertThat(made.path("expires_at").asString()).isNotEmpty();
    PlatformCommand.Answer listed = run(new ApiKeyCommands.Listing());
    assertThat(listed.text()).contains(made.path("id").asString(), "taken", "read analyze");
    assertThat(Json.write(listed.value())).doesNotContain(key.substring(17));
    PlatformCommand.Answer rotated = run(new ApiKeyCommands.Rotate(), "shop", "--overlap", "PT1H");
    assertThat(rotated.text()).contains("dfk_", "not shown again").doesNotContain(key);
    assertThat(run(new ApiKeyCommands.Revoke(), "shop").text()).contains("ended");
    assertThat(run(new ApiKeyCommands.Listing()).text()).contains("revoked");
    assertThatThrownBy(() -> run(new ApiKeyCommands.Rotate(), "shop"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("revoked or expired");
  }

  @Test
  void refusesAScopeThatIsNone() {
    assertThatThrownBy(() -> run(new ApiKeyCommands.Create(), "x", "--scope", "everything"))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining("READ, ANALYZE, FEEDBACK, ERASE, OPERATE");
  }
}
