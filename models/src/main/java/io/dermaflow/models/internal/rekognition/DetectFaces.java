package io.dermaflow.models.internal.rekognition;

import io.dermaflow.aws.AwsJsonService;
import io.dermaflow.aws.RequestSigner;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

  private static final AwsJsonService.Dialect DIALECT =
      new AwsJsonService.Dialect("rekognition", "RekognitionService", "1.1");

  private final AwsJsonService service;
  private final Duration timeout;

  DetectFaces(URI endpoint, String region, RequestSigner signer, Duration timeout) {
    this.service = new AwsJsonService(DIALECT, endpoint, region, signer);
    this.timeout = timeout;
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
    String answer = send(body);
    List<DetectedFace> faces = new ArrayList<>();
    for (JsonNode detail : tree(answer).path("FaceDetails")) {
      faces.add(DetectedFace.of(detail, width, height));
    }
    return faces;
  }

  private String send(String body) {
    AwsJsonService.Answer answer;
    try {
      answer = service.call("DetectFaces", body, timeout);
    } catch (IOException e) {
      throw DermaflowException.failed(
          "Rekognition at %s did not answer: %s".formatted(service.host(), e.getMessage()),
          "an answer within " + timeout,
          "the endpoint is wrong or cannot be reached from here",
          e);
    }
    if (answer.status() != 200) {
      throw DermaflowException.failed(
          "Rekognition at %s answered %s".formatted(service.host(), answer.described()),
          "200",
          "the credentials may not call DetectFaces, or too many calls were made");
    }
    return answer.body();
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
