package io.dermaflow.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scoring.UploadEventSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  @Test
  void listensToNoQueueUnlessOneIsNamed() {
    assertThat(new SettingsLoader(Map.of()).load(home).uploadEvents()).isNull();
  }

  @Test
  void takesRegionAndEndpointOfAQueueFromWhatIsKnown() throws Exception {
    Files.writeString(
        home.resolve("dermaflow.yaml"),
        "s3:\n  region: eu-west-1\nscoring:\n  events:\n    queue-url: https://sqs.eu-west-1.amazonaws.com/1234/uploads\n");
    UploadEventSettings events =
        Objects.requireNonNull(new SettingsLoader(Map.of()).load(home).uploadEvents());
    assertThat(events)
        .isEqualTo(
            new UploadEventSettings(
                URI.create("https://sqs.eu-west-1.amazonaws.com/1234/uploads"),
                URI.create("https://sqs.eu-west-1.amazonaws.com/"),
                "eu-west-1",
                Duration.ofSeconds(20)));
    assertThat(events.queueName()).isEqualTo("uploads");
    Map<String, String> elsewhere =
        Map.of(
            "DERMAFLOW_SCORING_EVENTS_ENDPOINT", "http://queues:9324",
            "DERMAFLOW_SCORING_EVENTS_REGION", "ap-southeast-1");
    UploadEventSettings other =
        Objects.requireNonNull(new SettingsLoader(elsewhere).load(home).uploadEvents());
    assertThat(other.endpoint()).isEqualTo(URI.create("http://queues:9324/"));
    assertThat(other.region()).isEqualTo("ap-southeast-1");
  }

  @Test
  void saysWhatIsWrongWithAQueue() {
    assertThatThrownBy(
            () ->
                new SettingsLoader(Map.of("DERMAFLOW_SCORING_EVENTS_REGION", "eu-west-1"))
                    .load(home))
        .hasMessageContaining("1 setting(s)")
        .hasMessageContaining("scoring.events.queue-url");
    for (String wrong : List.of("uploads", "https://sqs.eu-west-1.amazonaws.com/")) {
      assertThatThrownBy(
              () ->
                  new SettingsLoader(Map.of("DERMAFLOW_SCORING_EVENTS_QUEUE_URL", wrong))
                      .load(home))
          .hasMessageContaining("1 setting(s)")
          .hasMessageContaining("(DERMAFLOW_SCORING_EVENTS_QUEUE_URL): '" + wrong + "'");
    }
  }
}
