package io.dermaflow.aws;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * A service that speaks AWS JSON: an operation named by {@code X-Amz-Target}, a JSON object in, a
 * JSON object out. Safe for concurrent use.
 */
public final class AwsJsonService {

  /** Set by the HTTP client itself. */
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

  private final HttpClient http;
  private final Dialect dialect;
  private final URI endpoint;
  private final RequestSigner signer;
  private final RequestSigner.Scope scope;

  /**
   * How a service is spoken to.
   *
   * @param service name that it signs under, such as {@code sqs}
   * @param target what stands before the operation in {@code X-Amz-Target}, such as {@code
   *     AmazonSQS}
   * @param version of AWS JSON: {@code 1.0} or {@code 1.1}
   */
  public record Dialect(String service, String target, String version) {}

  /**
   * @param endpoint where the service answers
   * @param region AWS region that requests are signed for
   */
  public AwsJsonService(Dialect dialect, URI endpoint, String region, RequestSigner signer) {
    this.dialect = dialect;
    this.endpoint = endpoint;
    this.signer = signer;
    this.scope = new RequestSigner.Scope(dialect.service(), region);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Host of the endpoint: what messages call the service by. */
  public String host() {
    return endpoint.getHost();
  }

  /**
   * Calls an operation once.
   *
   * @param json what is sent, a JSON object
   * @param timeout until the whole answer is there
   * @return the answer, whatever its status
   * @throws IOException when there was none
   * @throws DermaflowException when there is nothing to sign with, or this thread is interrupted
   */
  public Answer call(String operation, String json, Duration timeout) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/x-amz-json-" + dialect.version());
    headers.put("X-Amz-Target", dialect.target() + "." + operation);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signer
        .sign(scope, endpoint, headers, body)
        .forEach(
            (name, values) -> {
              if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed(
          "interrupted while %s was asked".formatted(host()),
          "an answer",
          "the process is stopping",
          e);
    }
  }

  /**
   * What a service answered.
   *
   * @param status of HTTP
   * @param body JSON, unless something else than the service answered
   */
  public record Answer(int status, String body) {

    /**
     * The type of an error without its namespace, such as {@code QueueDoesNotExist}. Empty where
     * the body does not say one: not every error is JSON.
     */
    public Optional<String> findErrorType() {
      try {
        return Json.tree(body)
            .path("__type")
            .asStringOpt()
            .map(type -> type.substring(type.indexOf('#') + 1))
            .filter(type -> !type.isBlank());
      } catch (JacksonException e) {
        return Optional.empty();
      }
    }

    /** Status and error type for a person; the message of an error may say whose account it is. */
    public String described() {
      return "%d (%s)".formatted(status, findErrorType().orElse("no type"));
    }
  }
}
