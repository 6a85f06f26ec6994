package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.util.List;

/**
 * How a network is trained.
 *
 * @param name what commands call it
 * @param description for a person
 * @param width channel multiplier of the network
 * @param size side of the input, pixels
 * @param epochs passes over the training split
 * @param batchSize pictures a step
 * @param learningRate peak; warms up over the first steps and falls to 0 along a cosine
 * @param shift largest random shift of a training picture, pixels
 */
public record Recipe(
    String name,
    String description,
    double width,
    int size,
    int epochs,
    int batchSize,
    double learningRate,
    int shift) {

  /** Small and from random weights: what the demo trains. */
  public static final Recipe SCRATCH =
      new Recipe(
          "scratch",
          "MobileNetV2 0.35 at 96 px from random weights; all layers, BatchNorm trained",
          0.35,
          96,
          19,
          24,
          0.0105,
          4);

  /** Raised when the code behind the recipes changes what they give. */
  private static final String REVISION = "r7";

  /** All recipes; the first is the default. */
  public static final List<Recipe> ALL = List.of(SCRATCH);

  /**
   * @throws DermaflowException when there is no recipe of that name
   */
  public static Recipe named(String name) {
    return ALL.stream()
        .filter(recipe -> recipe.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no recipe '" + name + "'",
                    "one of " + ALL.stream().map(Recipe::name).toList(),
                    "it belongs to a newer version"));
  }

  /** The same with another number of epochs. */
  public Recipe withEpochs(int other) {
    return new Recipe(name, description, width, size, other, batchSize, learningRate, shift);
  }

  /** Changes whenever something changes that decides the result. */
  public String digest() {
    return Digests.sha256(
            "%s|%s|%s|%s|%s|%s|%s|%s"
                .formatted(REVISION, name, width, size, epochs, batchSize, learningRate, shift))
        .substring(0, 16);
  }
}
