package io.dermaflow.models.internal.rekognition;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The call {@code RekognitionService.DetectFaces} (AWS JSON 1.1): the bytes of a picture in, faces
 * with landmarks out. All attributes have to be asked for to get all landmarks; age, gender and
 * feelings come with them and are not read.
 */
final class DetectFaces {

  /** Most bytes of a picture that may come with a request. */
  static final int MOST_BYTES = 5 * 1024 * 1024;

  /** Set by the HTTP client itself. */
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

  private final HttpClient http;
  private final URI endpoint;
  private final RequestSigner signer;
  private final Duration timeout;

  DetectFaces(URI endpoint, RequestSigner signer, Duration timeout) {
    this.endpoint = endpoint;
    this.signer = signer;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * @param jpeg the picture, at most {@link #MOST_BYTES}
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   * @throws DermaflowException when the service cannot be used
   */
  List<DetectedFace> in(byte[] jpeg, int width, int height) {
    String body =
        Json.write(
            Map.of(
                "Image", Map.of("Bytes", Base64.getEncoder().encodeToString(jpeg)),
                "Attributes", List.of("ALL")));
    String answer = send(body.getBytes(StandardCharsets.UTF_8));
    List<DetectedFace> faces = new ArrayList<>();
    for (JsonNode detail : tree(answer).path("FaceDetails")) {
      faces.add(DetectedFace.of(detail, width, height));
    }
    return faces;
  }

  private String send(byte[] body) {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/x-amz-json-1.1",
            "X-Amz-Target", "RekognitionService.DetectFaces");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signer
        .sign(endpoint, headers, body)
        .forEach(
            (name, values) -> {
              if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw refused(answer);
      }
      return answer.body();
    } catch (IOException e) {
      throw DermaflowException.failed(
          "Rekognition at %s did not answer: %s".formatted(endpoint.getHost(), e.getMessage()),
          "an answer within " + timeout,
          "the endpoint is wrong or cannot be reached from here",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed(
          "interrupted while Rekognition was asked", "an answer", "the process is stopping", e);
    }
  }

  /** The type of an error says what to do; its message may say whose account it is. */
  private DermaflowException refused(HttpResponse<String> answer) {
    String type = "no type";
    try {
      type = Json.tree(answer.body()).path("__type").asString(type);
    } catch (JacksonException e) {
      // Not every error is JSON; the status is said in any case.
    }
    return DermaflowException.failed(
        "Rekognition at %s answered %d (%s)"
            .formatted(endpoint.getHost(), answer.statusCode(), type),
        "200",
        "the credentials may not call DetectFaces, or too many calls were made");
  }

  private static JsonNode tree(String answer) {
    try {
      return Json.tree(answer);
    } catch (JacksonException e) {
      throw DermaflowException.failed(
          "Rekognition's answer is not JSON", "FaceDetails", "something else answers there", e);
    }
  }
}
