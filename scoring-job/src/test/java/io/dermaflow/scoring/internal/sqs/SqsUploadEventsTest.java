package io.dermaflow.scoring.internal.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.aws.internal.sdk.AwsAutoConfiguration;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.errors.DermaflowException.Kind;
import io.dermaflow.json.Json;
import io.dermaflow.scoring.Notifications;
import io.dermaflow.scoring.UploadEventSettings;
import io.dermaflow.scoring.UploadEvents;
import io.dermaflow.scoring.UploadEvents.Message;
import io.dermaflow.scoring.UploadEventsContract;
import io.dermaflow.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;

/** Against a server on this machine that speaks SQS's JSON protocol. */
class SqsUploadEventsTest extends UploadEventsContract {

  private QueueServer server;
  private UploadEvents events;

  @BeforeEach
  void serve() throws IOException {
    server = new QueueServer();
    events = listening(server.queueUrl(), server.endpoint(), QueueServer.SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static UploadEvents listening(URI queue, URI endpoint, String secret) {
    return SqsAutoConfiguration.uploadEvents(
        settings(queue, endpoint),
        AwsAutoConfiguration.signer(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKTEST", secret)),
            new SettableClock()),
        Duration.ofMillis(1));
  }

  private static UploadEventSettings settings(URI queue, URI endpoint) {
    return new UploadEventSettings(queue, endpoint, "eu-west-1", UploadEventSettings.LONGEST_WAIT);
  }

  @Override
  protected UploadEvents events() {
    return events;
  }

  @Override
  protected void send(String body) {
    server.send(body);
  }

  @Override
  protected void waitUntilHiddenShows() {
    server.showHidden();
  }

  @Test
  void listensAsLongAsSqsDoesForAsManyAsItGives() {
    events.poll();
    JsonNode request = server.asked.get(0).request();
    assertThat(request)
        .isEqualTo(
            Json.tree(
                Json.write(
                    Map.of(
                        "QueueUrl",
                        server.queueUrl().toString(),
                        "MaxNumberOfMessages",
                        10,
                        "WaitTimeSeconds",
                        20,
                        "MessageSystemAttributeNames",
                        List.of("ApproximateReceiveCount")))));
  }

  @Test
  void asksAgainAfterWhatPasses() {
    server.send(Notifications.TEST);
    server.answerNext(503, "<html>Service Unavailable</html>");
    server.answerNext(500, "{\"__type\": \"com.amazonaws.sqs#InternalError\"}");
    server.answerNext(400, "{\"__type\": \"com.amazonaws.sqs#RequestThrottled\"}");
    List<Message> messages = events.poll();
    assertThat(messages).hasSize(1);
    assertThat(server.calls("ReceiveMessage")).isEqualTo(4);
    server.answerNext(503, "");
    assertThat(events.acknowledge(messages)).isEqualTo(1);
    assertThat(server.calls("DeleteMessageBatch")).isEqualTo(2);
    assertThat(server.size()).isZero();
  }

  @Test
  void givesUpAfterFourAttempts() {
    for (int i = 0; i < 4; i++) {
      server.answerNext(503, "");
    }
    server.send(Notifications.TEST);
    assertThatThrownBy(events::poll)
        .isInstanceOfSatisfying(
            DermaflowException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED))
        .hasMessageContaining("The queue 'uploads' at 127.0.0.1 answered 503 (no type)");
    assertThat(events.poll()).hasSize(1);
  }

  @Test
  void saysWhichQueueMayNotBeUsed() {
    server.answerNext(400, "{\"__type\": \"com.amazon.coral.service#AccessDeniedException\"}");
    server.answerNext(403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error>");
    for (String answer : List.of("400 (AccessDeniedException)", "403 (no type)")) {
      assertThatThrownBy(events::poll)
          .isInstanceOfSatisfying(
              DermaflowException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
          .hasMessageContaining("The queue 'uploads' at 127.0.0.1 answered " + answer)
          .hasMessageContaining("sqs:ReceiveMessage");
    }
    assertThat(server.calls("ReceiveMessage")).as("asked once each").isEqualTo(2);
  }

  @Test
  void saysThatASignatureWasRefusedAndNotWhoseAccountItIs() {
    UploadEvents stranger = listening(server.queueUrl(), server.endpoint(), "guess");
    assertThatThrownBy(stranger::poll)
        .hasMessageContaining("answered 403 (InvalidSignatureException) to ReceiveMessage")
        .hasMessageNotContaining("arn:aws:");
  }

  @Test
  void saysWhichQueueIsNotThere() {
    URI missing = server.endpoint().resolve("/000000000000/no-such-queue");
    assertThatThrownBy(() -> listening(missing, server.endpoint(), QueueServer.SECRET).poll())
        .isInstanceOfSatisfying(
            DermaflowException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessageContaining("'no-such-queue'")
        .hasMessageContaining("QueueDoesNotExist")
        .hasMessageContaining("scoring.events.queue-url");
  }

  @Test
  void saysThatNobodyAnswersThere() {
    URI nobody = URI.create("http://127.0.0.1:1/");
    assertThatThrownBy(() -> listening(server.queueUrl(), nobody, QueueServer.SECRET).poll())
        .hasMessageContaining("The queue 'uploads' at 127.0.0.1 did not answer in 4 attempts")
        .hasMessageContaining("scoring.events.endpoint");
    server.answerNext(200, "<html>Welcome to nginx!</html>");
    assertThatThrownBy(events::poll).hasMessageContaining("is not JSON");
  }

  @Test
  void countsWhatWasRemovedAndGetsTheRestAgain() {
    server.send(Notifications.TEST);
    server.send(Notifications.TEST);
    List<Message> messages = events.poll();
    server.stuck.add(messages.get(1).receipt());
    assertThat(events.acknowledge(messages)).isEqualTo(1);
    server.showHidden();
    assertThat(events.poll()).extracting(Message::id).containsExactly(messages.get(1).id());
  }

  @Test
  void isOffUnlessAQueueIsConfigured() {
    ApplicationContextRunner runner =
        new ApplicationContextRunner()
            .withBean(SettableClock.class)
            .withConfiguration(
                AutoConfigurations.of(AwsAutoConfiguration.class, SqsAutoConfiguration.class));
    runner.run(context -> assertThat(context).doesNotHaveBean(UploadEvents.class));
    runner
        .withBean(UploadEventSettings.class, () -> settings(server.queueUrl(), server.endpoint()))
        .run(context -> assertThat(context).hasSingleBean(UploadEvents.class));
    assertThatThrownBy(
            () ->
                new UploadEventSettings(
                    server.queueUrl(), server.endpoint(), "eu-west-1", Duration.ZERO))
        .hasMessageContaining("expected 1 to 20 s");
  }
}
