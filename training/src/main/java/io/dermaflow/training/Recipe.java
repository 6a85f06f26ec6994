package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.Scaling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained. docs/recipes.md says when to take which.
 *
 * @param name what commands call it
 * @param description for a person
 * @param width channel multiplier of the network
 * @param size side of the input, pixels
 * @param normalisation whether BatchNorm is trained or folded
 * @param hidden units between the base and the heads, 0 for none
 * @param batchSize items a step
 * @param preparedSize side of a stored training picture, from which augmented ones are cut
 * @param augmentation how training pictures are changed
 * @param targets what the network is asked to say
 * @param patience epochs without a better validation loss after which a phase ends; 0 for never
 * @param keepBest whether the epoch with the best validation loss is the result, or the last one
 * @param average of how many last epochs the parameters' mean is the result; 0 or 1 for one epoch's
 * @param mirrored whether the finished network looks at pictures and their mirror images
 * @param phases one after the other
 */
public record Recipe(
    String name,
    String description,
    double width,
    int size,
    Normalisation normalisation,
    int hidden,
    int batchSize,
    int preparedSize,
    Augmentation augmentation,
    Targets targets,
    int patience,
    boolean keepBest,
    int average,
    boolean mirrored,
    List<Phase> phases) {

  /** Small and from random weights: what the demo trains. */
  public static final Recipe SCRATCH =
      new Recipe(
          "scratch",
          "MobileNetV2 0.35 at 96 px from random weights; all layers, BatchNorm trained",
          0.35,
          96,
          Normalisation.TRAINED,
          0,
          24,
          96,
          Augmentation.shiftOnly(4 / 96.0),
          Targets.PLAIN,
          0,
          false,
          0,
          false,
          List.of(new Phase(Frozen.NOTHING, 26, 0.0105, 0, 20, 0)));

  /** What an existing front end's model was trained with: see docs/recipes.md. */
  public static final Recipe SEED =
      new Recipe(
          "seed",
          "MobileNetV2 1.0 at 224 px; dense layer of 128 on the frozen base, then the last block",
          1.0,
          224,
          Normalisation.FOLDED,
          128,
          32,
          224,
          new Augmentation(20, 0.2, 0.2, 0.2, false, 0, 0, 0, 0, 0),
          Targets.PLAIN,
          0,
          true,
          0,
          false,
          List.of(
              new Phase(Frozen.BASE, 20, 1e-3, 1e-3, 0, 0),
              new Phase(Frozen.UP_TO_LAST_EXPANSION, 10, 1e-5, 1e-5, 0, 0)));

  private static final Augmentation CHANGED =
      new Augmentation(20, 0.1, 0, 0.15, true, 15, 0.15, 0.05, 0, 0);

  /** Mixed pictures make labels soft enough. */
  private static final Targets BALANCED = new Targets(0, 0, 0.5);

  /** The last blocks and the heads on cached activations: a first look. */
  public static final Recipe QUICK =
      fineTuning(
          "quick",
          "MobileNetV2 1.0 at 224 px; blocks 13 to 16 and heads on the cached frozen base",
          224,
          CHANGED,
          new Targets(0.05, 0.5, 0.5),
          4,
          true,
          0,
          false,
          new Phase(Frozen.UP_TO_BLOCK_12, 12, 3e-4, 0, 50, 4));

  /** Fast and good: our default for real pictures. */
  public static final Recipe STANDARD =
      fineTuning(
          "standard",
          "MobileNetV2 1.0 at 224 px; blocks 6 to 16 and heads, from mixed pictures",
          224,
          CHANGED.mixing(1, 0),
          BALANCED,
          0,
          false,
          3,
          false,
          new Phase(Frozen.UP_TO_BLOCK_5, 10, 2e-4, 0, 50, 0));

  /** All layers on larger pictures: slower, for the last percent. */
  public static final Recipe THOROUGH =
      fineTuning(
          "thorough",
          "MobileNetV2 1.0 at 288 px; all layers, from pictures mixed at first; scored with mirror images",
          288,
          CHANGED.mixing(1, 1 / 3.0),
          BALANCED,
          0,
          false,
          5,
          true,
          new Phase(Frozen.NOTHING, 15, 2e-4, 0, 50, 0));

  /** Raised when the code behind the recipes changes what they give. */
  private static final String REVISION = "r13";

  /** All recipes; the first is the default. */
  public static final List<Recipe> ALL = List.of(SCRATCH, QUICK, STANDARD, THOROUGH, SEED);

  public Recipe {
    phases = List.copyOf(phases);
  }

  /**
   * From pretrained weights. Training pictures are kept half as large again as the network sees
   * them: bilinear sampling of those is about as sharp as the scaling of pictures that are scored.
   */
  private static Recipe fineTuning(
      String name,
      String description,
      int size,
      Augmentation augmentation,
      Targets targets,
      int patience,
      boolean keepBest,
      int average,
      boolean mirrored,
      Phase phase) {
    return new Recipe(
        name,
        description,
        1.0,
        size,
        Normalisation.FOLDED,
        0,
        16,
        size * 3 / 2,
        augmentation,
        targets,
        patience,
        keepBest,
        average,
        mirrored,
        List.of(phase));
  }

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

  /** Passes over the training split in all phases. */
  public int epochs() {
    return phases.stream().mapToInt(Phase::epochs).sum();
  }

  /** The same with another number of epochs, which the phases share as before. */
  public Recipe withEpochs(int other) {
    List<Phase> shared = new ArrayList<>();
    int all = epochs();
    int before = 0;
    int given = 0;
    for (Phase phase : phases) {
      before += phase.epochs();
      int until = (int) Math.round((double) other * before / all);
      shared.add(phase.withEpochs(until - given));
      given = until;
    }
    return with(width, shared);
  }

  /** The same for a network of another width; 0 for the recipe's. */
  public Recipe withWidth(double other) {
    return other == 0 || other == width ? this : with(other, phases);
  }

  private Recipe with(double otherWidth, List<Phase> otherPhases) {
    return new Recipe(
        name,
        description,
        otherWidth,
        size,
        normalisation,
        hidden,
        batchSize,
        preparedSize,
        augmentation,
        targets,
        patience,
        keepBest,
        average,
        mirrored,
        otherPhases);
  }

  /** The network for these heads, in the dialect of what it starts from. */
  public NetworkSpec network(List<Head> heads, @Nullable PretrainedWeights start) {
    return start == null
        ? network(heads, Padding.SAME, Scaling.SIGNED_UNIT)
        : network(heads, start.padding(), start.scaling());
  }

  /** The network for these heads in a dialect. */
  public NetworkSpec network(List<Head> heads, Padding padding, Scaling scaling) {
    return new NetworkSpec(width, size, heads, normalisation, padding, scaling, hidden, mirrored);
  }

  /** The network for these heads, from random numbers. */
  public NetworkSpec network(List<Head> heads) {
    return network(heads, Padding.SAME, Scaling.SIGNED_UNIT);
  }

  /** Changes whenever something changes that decides the result. */
  public String digest() {
    return Digests.sha256(REVISION + "|" + this).substring(0, 16);
  }
}
