package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link NetworkWriter} must do. */
public abstract class NetworkWriterContract {

  private static final int PICTURES = 12;

  @TempDir Path folder;

  protected abstract NetworkWriter writer();

  /** Opens what {@link NetworkWriter} wrote. */
  protected abstract Predictor open(NetworkSpec spec, Path file);

  private static NetworkSpec spec(Scaling scaling) {
    return new NetworkSpec(
        0.35,
        96,
        List.of(Head.SEVERITY, Head.CONDITIONS),
        Normalisation.FOLDED,
        scaling == Scaling.IMAGENET ? Padding.SYMMETRIC : Padding.SAME,
        scaling,
        16);
  }

  private static TrainableNetwork network(NetworkSpec spec) {
    return new Dl4jAutoConfiguration()
        .networkTrainer()
        .create(spec, new LearningRate(1e-3, 1, 10), 5);
  }

  private static byte[] pictures(NetworkSpec spec) {
    TrainingBatch batch = TestBatches.of(spec, PICTURES, 9);
    return ((TrainingBatch.Pixels) batch.input()).rgb();
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void writesEightBitsThatSayAboutTheSame(Scaling scaling) throws IOException {
    NetworkSpec spec = spec(scaling);
    byte[] pictures = pictures(spec);
    Path single = folder.resolve("single.onnx");
    Path eight = folder.resolve("eight.onnx");
    try (TrainableNetwork network = network(spec)) {
      writer().write(network.inference(), single);
      writer().writeInt8(network.inference(), List.of(pictures), eight);
    }
    assertThat(Files.size(eight)).isLessThan((long) (0.45 * Files.size(single)));
    try (Predictor a = open(spec, single);
        Predictor b = open(spec, eight)) {
      HeadOutputs x = a.predict(pictures, PICTURES);
      HeadOutputs y = b.predict(pictures, PICTURES);
      double difference = 0;
      boolean differs = false;
      for (int i = 0; i < PICTURES; i++) {
        for (int k = 0; k < Head.SEVERITY.size(); k++) {
          double d = Math.abs(x.of(Head.SEVERITY, i)[k] - y.of(Head.SEVERITY, i)[k]);
          difference += d / PICTURES / Head.SEVERITY.size();
          differs |= d > 0;
        }
      }
      assertThat(difference).isLessThan(0.03);
      assertThat(differs).as("8 bits are not 32").isTrue();
    }
  }

  private static byte[] mirrored(byte[] pictures, int size) {
    byte[] mirrored = new byte[pictures.length];
    for (int i = 0; i < pictures.length / 3; i++) {
      int there = i / size * size + size - 1 - i % size;
      System.arraycopy(pictures, 3 * i, mirrored, 3 * there, 3);
    }
    return mirrored;
  }

  /** The heads are linear in the features: logits are the mean of both pictures' logits. */
  @Test
  void goesByTheMeanOfPicturesAndMirrorImages() throws IOException {
    List<Head> heads = List.of(Head.SEVERITY);
    NetworkSpec plain =
        new NetworkSpec(
            0.35, 96, heads, Normalisation.FOLDED, Padding.SAME, Scaling.SIGNED_UNIT, 0, false);
    NetworkSpec both =
        new NetworkSpec(
            0.35, 96, heads, Normalisation.FOLDED, Padding.SAME, Scaling.SIGNED_UNIT, 0, true);
    byte[] pictures = pictures(plain);
    byte[] images = mirrored(pictures, plain.size());
    Path single = folder.resolve("single.onnx");
    Path doubled = folder.resolve("doubled.onnx");
    Path eight = folder.resolve("eight.onnx");
    HeadOutputs trained;
    try (TrainableNetwork one = network(plain);
        TrainableNetwork two = network(both)) {
      writer().write(one.inference(), single);
      writer().write(two.inference(), doubled);
      writer().writeInt8(two.inference(), List.of(pictures), eight);
      trained = two.predict(pictures, PICTURES);
    }
    try (Predictor once = open(plain, single);
        Predictor twice = open(both, doubled);
        Predictor twiceInt8 = open(both, eight)) {
      HeadOutputs a = once.predict(pictures, PICTURES);
      HeadOutputs b = once.predict(images, PICTURES);
      HeadOutputs said = twice.predict(pictures, PICTURES);
      HeadOutputs ofImages = twice.predict(images, PICTURES);
      HeadOutputs said8 = twiceInt8.predict(pictures, PICTURES);
      HeadOutputs ofImages8 = twiceInt8.predict(images, PICTURES);
      for (int i = 0; i < PICTURES; i++) {
        float[] p = a.of(Head.SEVERITY, i);
        float[] q = b.of(Head.SEVERITY, i);
        double sum = IntStream.range(0, p.length).mapToDouble(k -> Math.sqrt(p[k] * q[k])).sum();
        for (int k = 0; k < p.length; k++) {
          double expected = Math.sqrt(p[k] * q[k]) / sum;
          double found = said.of(Head.SEVERITY, i)[k];
          assertThat(found).isCloseTo(expected, within(1e-5));
          assertThat(found).isCloseTo(ofImages.of(Head.SEVERITY, i)[k], within(1e-6));
          assertThat(found).isCloseTo(trained.of(Head.SEVERITY, i)[k], within(1e-5));
          assertThat(said8.of(Head.SEVERITY, i)[k])
              .isCloseTo(ofImages8.of(Head.SEVERITY, i)[k], within(1e-6f));
        }
        assertThat(p[0]).as("a picture is not its mirror image").isNotEqualTo(q[0]);
      }
    }
  }

  @Test
  void writesTheSameBytesForTheSameNetwork() throws IOException {
    NetworkSpec spec = spec(Scaling.SIGNED_UNIT);
    Path one = folder.resolve("one.onnx");
    Path two = folder.resolve("two.onnx");
    try (TrainableNetwork network = network(spec)) {
      writer().write(network.inference(), one);
      writer().write(network.inference(), two);
      assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
      writer().writeInt8(network.inference(), List.of(pictures(spec)), one);
      writer().writeInt8(network.inference(), List.of(pictures(spec)), two);
      assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("one.onnx", "two.onnx");
    }
  }

  @Test
  void refusesToMeasureRangesWithoutAPicture() {
    try (TrainableNetwork network = network(spec(Scaling.SIGNED_UNIT))) {
      assertThatThrownBy(
              () -> writer().writeInt8(network.inference(), List.of(), folder.resolve("none.onnx")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(folder.resolve("none.onnx")).doesNotExist();
  }
}
