package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.json.Json;
import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models of earlier releases load and say what they said then. The files under {@code
 * src/test/resources/release-*} are never changed; a release that writes another form adds a folder
 * of its own (run this test with {@code -Dfixture.write=NAME}).
 */
class ReleaseFixtureTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final int PICTURES = 3;

  /** Numbers of a formula, rounded so that they compress. */
  private static PretrainedWeights formula() {
    Map<String, InferenceNetwork.Affine> convolutions = new LinkedHashMap<>();
    PretrainedWeights shapes = WeightsReaderContract.random(0.35, false);
    int k = 0;
    for (Architecture.Convolution c : Architecture.convolutions(0.35)) {
      InferenceNetwork.Affine shape = shapes.convolution(c.name());
      float[] kernel = new float[shape.kernel().length];
      int fan = kernel.length / shape.bias().length;
      for (int i = 0; i < kernel.length; i++) {
        double s = StrictMath.sin(i * 12.9898 + ++k % 1000) * StrictMath.sqrt(4.0 / fan);
        kernel[i] = Math.round(s * 64) / 64f;
      }
      float[] bias = new float[shape.bias().length];
      for (int i = 0; i < bias.length; i++) {
        bias[i] = i % 5 / 16f;
      }
      convolutions.put(c.name(), new InferenceNetwork.Affine(kernel, bias));
    }
    return new PretrainedWeights(
        0.35, "formula", Padding.SAME, Scaling.SIGNED_UNIT, 0, convolutions, null);
  }

  private static byte[] pictures() {
    byte[] pixels = new byte[PICTURES * 96 * 96 * 3];
    for (int i = 0; i < pixels.length; i++) {
      int picture = i / (96 * 96 * 3);
      int row = i / (96 * 3) % 96;
      int column = i / 3 % 96;
      pixels[i] = (byte) ((7 * row + 13 * column + 29 * (i % 3) + 71 * picture) % 256);
    }
    return pixels;
  }

  private static PredictorEngine engine(PredictorEngine.Kind kind) {
    OnnxAutoConfiguration onnx = new OnnxAutoConfiguration();
    Dl4jAutoConfiguration dl4j = new Dl4jAutoConfiguration();
    return switch (kind) {
      case ONNX -> onnx.onnxEngine();
      case INT8 -> onnx.int8Engine();
      case DL4J -> dl4j.dl4jEngine(dl4j.networkTrainer());
    };
  }

  private static String file(PredictorEngine.Kind kind) {
    return switch (kind) {
      case ONNX -> "model.onnx";
      case INT8 -> "model-int8.onnx";
      case DL4J -> "model.zip";
    };
  }

  /** What a release remembers of its model. */
  record Fixture(NetworkSpec spec, Map<String, Map<String, List<Float>>> said) {}

  private static Map<String, List<Float>> said(Predictor predictor) {
    HeadOutputs outputs = predictor.predict(pictures(), PICTURES);
    Map<String, List<Float>> said = new LinkedHashMap<>();
    for (Head head : predictor.spec().heads()) {
      List<Float> values = new ArrayList<>();
      for (int i = 0; i < PICTURES; i++) {
        for (float p : outputs.of(head, i)) {
          values.add(p);
        }
      }
      said.put(head.key(), values);
    }
    return said;
  }

  @ParameterizedTest
  @EnumSource(PredictorEngine.Kind.class)
  void saysWhatItSaidThen(PredictorEngine.Kind kind) throws IOException {
    List<Path> releases = releases();
    assertThat(releases).isNotEmpty();
    for (Path release : releases) {
      Fixture fixture = Json.read(Files.readString(release.resolve("fixture.json")), Fixture.class);
      try (Predictor predictor = engine(kind).open(fixture.spec(), release.resolve(file(kind)))) {
        Map<String, List<Float>> now = said(predictor);
        fixture
            .said()
            .get(kind.name())
            .forEach(
                (head, then) -> {
                  // 8 bits round at other places on another CPU.
                  float most = kind == PredictorEngine.Kind.INT8 ? 0.02f : 1e-5f;
                  for (int i = 0; i < then.size(); i++) {
                    assertThat(now.get(head).get(i))
                        .as("%s of %s, %d", head, release, i)
                        .isCloseTo(then.get(i), within(most));
                  }
                });
      }
    }
  }

  private static List<Path> releases() throws IOException {
    try (var folders = Files.list(RESOURCES)) {
      return folders.filter(f -> f.getFileName().toString().startsWith("release-")).toList();
    }
  }

  @BeforeAll
  static void writeWhenAsked() throws IOException {
    String name = System.getProperty("fixture.write");
    if (name == null) {
      return; // once a release, by hand
    }
    Path folder = RESOURCES.resolve("release-" + name);
    Files.createDirectories(folder);
    NetworkSpec spec =
        new NetworkSpec(
            0.35,
            96,
            List.of(Head.values()),
            Normalisation.FOLDED,
            Padding.SAME,
            Scaling.SIGNED_UNIT,
            0);
    try (TrainableNetwork network =
        new Dl4jAutoConfiguration()
            .networkTrainer()
            .create(spec, Frozen.NOTHING, new LearningRate(0.1, 0, 1), 1, formula())) {
      network.saveResult(folder.resolve(file(PredictorEngine.Kind.DL4J)));
      NetworkWriter writer = new OnnxAutoConfiguration().networkWriter();
      writer.write(network.inference(), folder.resolve(file(PredictorEngine.Kind.ONNX)));
      writer.writeInt8(
          network.inference(),
          List.of(pictures()),
          folder.resolve(file(PredictorEngine.Kind.INT8)));
    }
    Map<String, Map<String, List<Float>>> said = new LinkedHashMap<>();
    for (PredictorEngine.Kind kind : PredictorEngine.Kind.values()) {
      try (Predictor predictor = engine(kind).open(spec, folder.resolve(file(kind)))) {
        said.put(kind.name(), said(predictor));
      }
    }
    Files.writeString(folder.resolve("fixture.json"), Json.writePretty(new Fixture(spec, said)));
  }
}
