package io.dermaflow.scoring.internal.sqs;

import io.dermaflow.aws.AwsJsonService;
import io.dermaflow.aws.RequestSigner;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.scoring.UploadEventSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The calls {@code ReceiveMessage} and {@code DeleteMessageBatch} of one queue. What passes (an
 * answer that does not come, 5xx, throttling) is tried again a few times; both calls may be
 * repeated: what was given out and lost on the way comes again.
 */
final class SqsQueue {

  /** Most messages of one call, as SQS has it. */
  static final int BATCH = 10;

  private static final Logger LOG = LoggerFactory.getLogger(SqsQueue.class);
  private static final AwsJsonService.Dialect DIALECT =
      new AwsJsonService.Dialect("sqs", "AmazonSQS", "1.0");
  private static final int ATTEMPTS = 4;

  /** For an answer, beyond what SQS itself waits. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Set<String> THROTTLING =
      Set.of("RequestThrottled", "ThrottlingException", "KmsThrottled");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "KmsAccessDenied",
          "InvalidSecurity",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "ExpiredToken",
          "ExpiredTokenException");
  private static final Set<String> MISSING =
      Set.of("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");

  private final AwsJsonService service;
  private final UploadEventSettings settings;
  private final Duration pause;

  /**
   * @param pause before the second attempt of a call; twice as long before each further one
   */
  SqsQueue(UploadEventSettings settings, RequestSigner signer, Duration pause) {
    this.service = new AwsJsonService(DIALECT, settings.endpoint(), settings.region(), signer);
    this.settings = settings;
    this.pause = pause;
  }

  /** A message as it lies in the queue. */
  record Received(String id, String receipt, int receives, String body) {}

  List<Received> receive() {
    JsonNode answer =
        call(
            "ReceiveMessage",
            Map.of(
                "QueueUrl", settings.queueUrl().toString(),
                "MaxNumberOfMessages", BATCH,
                "WaitTimeSeconds", settings.patience().toSeconds(),
                "MessageSystemAttributeNames", List.of("ApproximateReceiveCount")),
            settings.patience().plus(TIMEOUT));
    List<Received> received = new ArrayList<>();
    for (JsonNode message : answer.path("Messages")) {
      received.add(
          new Received(
              message.path("MessageId").asString(""),
              message.path("ReceiptHandle").asString(""),
              message.path("Attributes").path("ApproximateReceiveCount").asInt(0),
              message.path("Body").asString("")));
    }
    return received;
  }

  /**
   * @param receipts at most {@link #BATCH}
   * @return how many messages were removed
   */
  int delete(List<String> receipts) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (String receipt : receipts) {
      entries.add(Map.of("Id", String.valueOf(entries.size()), "ReceiptHandle", receipt));
    }
    JsonNode answer =
        call(
            "DeleteMessageBatch",
            Map.of("QueueUrl", settings.queueUrl().toString(), "Entries", entries),
            TIMEOUT);
    int removed = answer.path("Successful").size();
    if (removed != receipts.size()) {
      LOG.warn(
          "{} of {} messages could not be removed from {} ({}): they come again",
          receipts.size() - removed,
          receipts.size(),
          name(),
          answer.path("Failed").path(0).path("Code").asString("no reason given"));
    }
    return removed;
  }

  private JsonNode call(String operation, Map<String, Object> request, Duration timeout) {
    String body = Json.write(request);
    for (int attempt = 1; ; attempt++) {
      try {
        AwsJsonService.Answer answer = service.call(operation, body, timeout);
        if (answer.status() == 200) {
          return tree(answer);
        }
        if (attempt == ATTEMPTS || !passes(answer)) {
          throw refused(operation, answer);
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw DermaflowException.failed(
              "%s did not answer in %d attempts: %s".formatted(name(), ATTEMPTS, e.getMessage()),
              "an answer within " + timeout,
              "scoring.events.endpoint is wrong or cannot be reached from here",
              e);
        }
      }
      rest(pause.multipliedBy(1L << (attempt - 1)));
    }
  }

  private static boolean passes(AwsJsonService.Answer answer) {
    return answer.status() >= 500
        || answer.status() == 429
        || answer.findErrorType().filter(THROTTLING::contains).isPresent();
  }

  private DermaflowException refused(String operation, AwsJsonService.Answer answer) {
    String found = "%s answered %s to %s".formatted(name(), answer.described(), operation);
    String type = answer.findErrorType().orElse("");
    if (MISSING.contains(type)) {
      return DermaflowException.usage(
          found,
          "a queue that is there",
          "scoring.events.queue-url or scoring.events.region is wrong");
    }
    if (DENIED.contains(type) || answer.status() == 401 || answer.status() == 403) {
      return DermaflowException.usage(
          found,
          "credentials that may sqs:ReceiveMessage and sqs:DeleteMessage there",
          "the role lacks them, the credentials have expired, or the region is another one");
    }
    return DermaflowException.failed(found, "200", "SQS is busy: the messages stay where they are");
  }

  private JsonNode tree(AwsJsonService.Answer answer) {
    try {
      return Json.tree(answer.body());
    } catch (JacksonException e) {
      throw DermaflowException.failed(
          name() + " answered something that is not JSON",
          "an answer of SQS",
          "something else answers at scoring.events.endpoint",
          e);
    }
  }

  private String name() {
    return "The queue '%s' at %s".formatted(settings.queueName(), service.host());
  }

  private void rest(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed(
          name() + " was to be asked again: interrupted",
          "an answer",
          "the process is stopping",
          e);
    }
  }
}
