package io.dermaflow.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {

  @TempDir Path home;

  @Test
  void hasDefaultsForEverything() {
    Settings settings = new SettingsLoader(Map.of()).load(home);
    assertThat(settings.needsEmbedded()).isTrue();
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.s3Bucket()).isEqualTo("dermaflow");
    assertThat(settings.setAsideLimit()).isEqualTo(0.2);
    assertThat(settings.schedules()).containsOnlyKeys("train", "score", "recommend");
    assertThat(settings.mlflowUri()).isNull();
  }

  @Test
  void letsTheEnvironmentWinOverTheFile() throws Exception {
    Files.writeString(
        home.resolve("dermaflow.yaml"),
        "port: 9000\ns3:\n  endpoint: http://files:9000\n  bucket: mine\nschedules:\n  score:\n    cron: '0 0 * * * *'\n");
    Settings settings =
        new SettingsLoader(
                Map.of(
                    "DERMAFLOW_PORT", "9100",
                    "DERMAFLOW_DATABASE_URL", "jdbc:postgresql://db:5432/x"))
            .load(home);
    assertThat(settings.port()).isEqualTo(9100);
    assertThat(settings.s3Endpoint()).isEqualTo(URI.create("http://files:9000"));
    assertThat(settings.s3Bucket()).isEqualTo("mine");
    assertThat(settings.schedules()).containsEntry("score", "0 0 * * * *");
    assertThat(settings.needsEmbedded()).isFalse();
  }

  @Test
  void tellsAllProblemsAtOnceWithTheirKeyAndNoPassword() throws Exception {
    Files.writeString(home.resolve("dermaflow.yaml"), "colour: red\nset-aside-limit: 7\n");
    assertThatThrownBy(
            () ->
                new SettingsLoader(
                        Map.of(
                            "DERMAFLOW_PORT", "eighty",
                            "DERMAFLOW_DATABASE_URL", "mysql://db?password=secret"))
                    .load(home))
        .isInstanceOfSatisfying(
            DermaflowException.class,
            e ->
                assertThat(e.getMessage())
                    .contains("4 setting(s)")
                    .contains("colour: unknown key")
                    .contains("set-aside-limit: '7'")
                    .contains("port (DERMAFLOW_PORT): 'eighty'")
                    .contains("jdbc:postgresql://")
                    .doesNotContain("secret"));
  }

  @Test
  void saysWhereAFileIsNotYaml() throws Exception {
    Files.writeString(home.resolve("dermaflow.yaml"), "port: [1\n");
    assertThatThrownBy(() -> new SettingsLoader(Map.of()).load(home))
        .hasMessageContaining("dermaflow.yaml");
  }
}
