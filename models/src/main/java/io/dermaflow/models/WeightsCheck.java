package io.dermaflow.models;

import io.dermaflow.models.InferenceNetwork.Affine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What pretrained weights see in pictures: the proof that they were read rightly. */
public final class WeightsCheck implements AutoCloseable {

  private static final int TOP = 5;

  private final Trunk base;
  private final PretrainedWeights weights;
  private final List<String> names;

  /**
   * @param size side of the input, pixels
   */
  public WeightsCheck(PretrainedWeights weights, int size, TrunkEngine engine) {
    this.weights = weights;
    this.base = engine.open(weights.network(size), Frozen.BASE);
    this.names = names(weights.classes());
  }

  /**
   * A class that the classifier names.
   *
   * @param name of ImageNet's class, or its number where there are other classes
   * @param probability 0..1
   */
  public record Seen(String name, double probability) {}

  /**
   * @param features what the base says, averaged over its pixels
   * @param top the five most probable classes, the first first; none without a classifier
   */
  public record Answer(float[] features, List<Seen> top) {}

  /**
   * @param pixels {@code size * size * 3} bytes, red green blue
   */
  public Answer look(byte[] pixels) {
    float[] features = base.run(pixels, 1);
    Affine classifier = weights.classifier();
    if (classifier == null) {
      return new Answer(features, List.of());
    }
    double[] scores = scores(features, classifier);
    double most = java.util.Arrays.stream(scores).max().orElse(0);
    double sum = java.util.Arrays.stream(scores).map(s -> Math.exp(s - most)).sum();
    List<Seen> top =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -scores[k]))
            .limit(TOP)
            .map(k -> new Seen(names.get(k), Math.exp(scores[k] - most) / sum))
            .toList();
    return new Answer(features, top);
  }

  private static double[] scores(float[] features, Affine classifier) {
    int out = classifier.bias().length;
    double[] scores = new double[out];
    for (int k = 0; k < out; k++) {
      scores[k] = classifier.bias()[k];
    }
    for (int i = 0; i < features.length; i++) {
      for (int k = 0; k < out; k++) {
        scores[k] += features[i] * classifier.kernel()[i * out + k];
      }
    }
    return scores;
  }

  /** ImageNet's 1,000 classes, with one for the background before them in some networks. */
  private static List<String> names(int classes) {
    List<String> names = new ArrayList<>();
    if (classes == 1000 || classes == 1001) {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(
                      WeightsCheck.class.getResourceAsStream("/imagenet-classes.txt")),
                  StandardCharsets.UTF_8))) {
        in.lines().forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (classes == 1001) {
        names.add(0, "background");
      }
    } else {
      IntStream.range(0, classes).forEach(k -> names.add("class " + k));
    }
    return names;
  }

  @Override
  public void close() {
    base.close();
  }
}
