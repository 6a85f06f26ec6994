package io.dermaflow.models.internal.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dermaflow.aws.RequestSigner;
import io.dermaflow.aws.internal.sdk.AwsAutoConfiguration;
import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.skin.EyeShape;
import io.dermaflow.models.skin.FaceAnalyzer;
import io.dermaflow.models.skin.FaceAnalyzerContract;
import io.dermaflow.models.skin.FaceReading;
import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.models.skin.LipFullness;
import io.dermaflow.models.skin.LookFeatures;
import io.dermaflow.models.skin.OwnFaceAnalyzer;
import io.dermaflow.models.skin.RekognitionSettings;
import io.dermaflow.testing.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;

/** Against a server on this machine that answers in the shape that Rekognition documents. */
class RekognitionFaceAnalyzerTest extends FaceAnalyzerContract {

  private static final PictureCodec CODEC = new OpenCvAutoConfiguration().pictureCodec();

  private static final RequestSigner SIGNER =
      AwsAutoConfiguration.signer(
          StaticCredentialsProvider.create(AwsBasicCredentials.create("AKTEST", "secret")),
          new SettableClock());

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = RecordedAnswer.JSON;
  private FaceAnalyzer analyzer;

  private record Asked(Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.get(name).get(0);
    }
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
    analyzer = asking(server.getAddress().getPort());
  }

  private static FaceAnalyzer asking(int port) {
    URI endpoint = URI.create("http://127.0.0.1:" + port + "/");
    return new RekognitionFaceAnalyzer(
        new DetectFaces(endpoint, "eu-west-1", SIGNER, Duration.ofSeconds(20)),
        CODEC,
        new OwnFaceAnalyzer());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void respond(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(Map.copyOf(exchange.getRequestHeaders()), body));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  protected FaceAnalyzer analyzer() {
    return analyzer;
  }

  /** 400 x 400 pixels of one colour, and a box in their middle: what is sent is 320 x 320. */
  private static final FaceBox BOX = new FaceBox(100, 100, 200, "test");

  private static Picture picture() {
    byte[] rgb = new byte[400 * 400 * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) 200;
      rgb[i + 1] = (byte) 150;
      rgb[i + 2] = (byte) 120;
    }
    return new Picture(400, 400, rgb);
  }

  @Test
  void takesShapeEyesAndLipsFromTheAnswerAndToneFromItsOwnEyes() {
    FaceReading reading = analyzer.analyze(picture(), BOX, null);
    assertThat(reading.shape()).isEqualTo(FaceShape.OVAL);
    assertThat(reading.features()).isEqualTo(new LookFeatures(EyeShape.ALMOND, LipFullness.MEDIUM));
    assertThat(reading.tone().value()).isEqualTo("medium-neutral");
    assertThat(reading.analyzer()).isEqualTo("rekognition-1+own-2");
  }

  @Test
  void sendsTheSurroundingsOfTheFaceSignedAndNothingElse() {
    analyzer.analyze(picture(), BOX, null);
    assertThat(asked).hasSize(1);
    Asked request = asked.get(0);
    assertThat(request.header("X-amz-target")).isEqualTo("RekognitionService.DetectFaces");
    assertThat(request.header("Content-type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(request.header("X-amz-date")).isEqualTo("20260301T120000Z");
    assertThat(request.header("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKTEST/20260301/eu-west-1/rekognition/aws4_request,")
        .contains("x-amz-target");
    JsonNode body = Json.tree(request.body());
    assertThat(body.path("Attributes").get(0).asString()).isEqualTo("ALL");
    byte[] jpeg = Base64.getDecoder().decode(body.path("Image").path("Bytes").asString());
    assertThat(jpeg.length).isBetween(500, 60_000);
    assertThat(jpeg).startsWith(0xFF, 0xD8);
  }

  @Test
  void saysUnknownOfATurnedHeadClosedEyesAndAnOpenMouth() {
    String straight = answer;
    answer = straight.replace("\"Yaw\": 1.85", "\"Yaw\": -34.0");
    FaceReading turned = analyzer.analyze(picture(), BOX, null);
    assertThat(turned.shape()).isEqualTo(FaceShape.UNKNOWN);
    assertThat(turned.features()).isEqualTo(LookFeatures.UNKNOWN);
    answer =
        straight
            .replace("\"EyesOpen\": {\"Value\": true", "\"EyesOpen\": {\"Value\": false")
            .replace("\"MouthOpen\": {\"Value\": false", "\"MouthOpen\": {\"Value\": true");
    FaceReading asleep = analyzer.analyze(picture(), BOX, null);
    assertThat(asleep.shape()).isEqualTo(FaceShape.OVAL);
    assertThat(asleep.features()).isEqualTo(LookFeatures.UNKNOWN);
  }

  @Test
  void keepsItsOwnReadingWhereTheServiceSeesNobody() {
    answer = "{\"FaceDetails\": []}";
    FaceReading own = new OwnFaceAnalyzer().analyze(picture(), BOX, null);
    assertThat(analyzer.analyze(picture(), BOX, null))
        .isEqualTo(own.with(own.shape(), own.features(), analyzer.name()));
    answer = "{}";
    assertThat(analyzer.analyze(picture(), BOX, null).features()).isEqualTo(LookFeatures.UNKNOWN);
  }

  @Test
  void saysWhyTheServiceCannotBeUsed() {
    status = 400;
    answer = "{\"__type\": \"AccessDeniedException\", \"Message\": \"arn:aws:iam::1:user/x\"}";
    assertThatThrownBy(() -> analyzer.analyze(picture(), BOX, null))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("answered 400 (AccessDeniedException)")
        .hasMessageNotContaining("arn:aws:");
    status = 503;
    answer = "<html>";
    assertThatThrownBy(() -> analyzer.analyze(picture(), BOX, null))
        .hasMessageContaining("answered 503 (no type)");
    status = 200;
    assertThatThrownBy(() -> analyzer.analyze(picture(), BOX, null))
        .hasMessageContaining("is not JSON");
    assertThatThrownBy(() -> asking(1).analyze(picture(), BOX, null))
        .hasMessageContaining("did not answer");
  }

  @Test
  void isOffUnlessARegionIsGiven() {
    assertThat(
            RekognitionAutoConfiguration.faceAnalyzer(RekognitionSettings.OFF, CODEC, SIGNER)
                .name())
        .isEqualTo("own-2");
    RekognitionSettings on = new RekognitionSettings("eu-west-1", null, Duration.ofSeconds(5));
    assertThat(RekognitionAutoConfiguration.faceAnalyzer(on, CODEC, SIGNER).name())
        .isEqualTo("rekognition-1+own-2");
    assertThatThrownBy(() -> new RekognitionSettings(null, null, Duration.ZERO))
        .hasMessageContaining("expected more than nothing");
  }
}
