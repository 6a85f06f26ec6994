package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Normalisation;
import io.dermaflow.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small relatives of the recipes, interrupted. */
class TrainingRunTest {

  private static final int TRAIN = 14;

  @TempDir Path folder;

  private static Recipe recipe(
      String name, Normalisation how, int hidden, double rate, List<Phase> phases) {
    return new Recipe(
        name,
        "small",
        0.35,
        96,
        how,
        hidden,
        4,
        112,
        new Augmentation(20, 0.1, 0, 0.15, true, 15, 0.15, 0.05, 0, 0),
        new Targets(0.05, 0.5, 0.5),
        3,
        true,
        0,
        false,
        phases.stream()
            .map(p -> new Phase(p.frozen(), p.epochs(), rate, 0, 1, p.variants()))
            .toList());
  }

  static Stream<Recipe> recipes() {
    return Stream.of(
        recipe(
            "scratch",
            Normalisation.TRAINED,
            0,
            0.01,
            List.of(new Phase(Frozen.NOTHING, 3, 1, 0, 0, 0))),
        recipe(
            "thorough",
            Normalisation.FOLDED,
            0,
            1e-3,
            List.of(new Phase(Frozen.NOTHING, 3, 1, 0, 0, 0))),
        recipe(
            "standard",
            Normalisation.FOLDED,
            0,
            1e-3,
            List.of(new Phase(Frozen.UP_TO_BLOCK_12, 3, 1, 0, 0, 2))),
        averaging(
            recipe(
                "thorough",
                Normalisation.FOLDED,
                0,
                1e-3,
                List.of(new Phase(Frozen.UP_TO_BLOCK_5, 4, 1, 0, 0, 0)))),
        recipe(
            "seed",
            Normalisation.FOLDED,
            16,
            1e-3,
            List.of(
                new Phase(Frozen.BASE, 2, 1, 0, 0, 0),
                new Phase(Frozen.UP_TO_LAST_EXPANSION, 2, 1, 0, 0, 0))));
  }

  /** The mean of two epochs, from mixed pictures, with mirror images. */
  private static Recipe averaging(Recipe recipe) {
    return new Recipe(
        recipe.name(),
        "averaging",
        recipe.width(),
        recipe.size(),
        recipe.normalisation(),
        recipe.hidden(),
        recipe.batchSize(),
        recipe.preparedSize(),
        new Augmentation(20, 0.1, 0, 0.15, true, 15, 0.15, 0.05, 0.5, 0),
        recipe.targets(),
        0,
        false,
        2,
        true,
        recipe.phases());
  }

  private Path data(Recipe recipe) throws IOException {
    Path file = folder.resolve("data.bin");
    List<PreparedItem> items = new ArrayList<>();
    for (int i = 0; i < TRAIN + 6; i++) {
      items.add(
          new PreparedItem(
              i,
              i < TRAIN ? PreparedItem.TRAIN : PreparedItem.VALID,
              i % 5,
              i % 7 == 0 ? -1 : i % 6,
              -1));
    }
    PreparedData.Layout layout = new PreparedData.Layout(96, recipe.preparedSize(), items);
    PreparedData.write(
        file,
        layout,
        first ->
            index -> {
              byte[] pixels = new byte[layout.length(items.get(index).split())];
              new SplittableRandom(index).nextBytes(pixels);
              return pixels;
            });
    return file;
  }

  /** Ends the run at a step, as if the process had died. */
  private static final class Stopping implements TrainingRun.Listener {
    private int left;

    Stopping(int steps) {
      this.left = steps;
    }

    @Override
    public void step(int done, int total, double loss) {
      if (--left == 0) {
        throw new IllegalStateException("stopped");
      }
    }

    @Override
    public void epoch(EpochReport report) {}

    @Override
    public void cached(int done, int total) {}
  }

  private Path run(String name, Recipe recipe, Path data, int stopAfter) throws IOException {
    Path work = folder.resolve(name);
    Files.createDirectories(work);
    new TrainingRun(TrainingEngines.standalone(), new SettableClock(), new Stopping(stopAfter))
        .run(new TrainingTask(name, recipe, 9, data.toString(), null, work.toString()));
    return work;
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void comesToTheSameFilesHoweverOftenItIsInterrupted(Recipe recipe) throws IOException {
    Path data = data(recipe);
    Path straight = run("straight", recipe, data, -1);
    Path broken = folder.resolve("broken");
    for (int stop : new int[] {2, 5, 4}) {
      assertThatThrownBy(() -> run("broken", recipe, data, stop))
          .isInstanceOf(IllegalStateException.class);
    }
    run("broken", recipe, data, -1);
    for (String file : List.of(TrainingRun.ZIP, TrainingRun.ONNX, TrainingRun.INT8)) {
      assertThat(broken.resolve(file)).hasSameBinaryContentAs(straight.resolve(file));
    }
    try (Stream<Path> files = Files.list(broken)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              TrainingRun.ZIP, TrainingRun.ONNX, TrainingRun.INT8, "cursor.json");
    }
  }

  @Test
  void saysWhereTheLossLeftTheNumbers() throws IOException {
    Recipe recipe =
        recipe(
            "thorough",
            Normalisation.FOLDED,
            0,
            1e38,
            List.of(new Phase(Frozen.NOTHING, 2, 1, 0, 0, 0)));
    Path data = data(recipe);
    assertThatThrownBy(() -> run("nan", recipe, data, -1))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("epoch 1, batch")
        .hasMessageContaining("learning rate");
  }

  @Test
  void refusesTheCheckpointsOfAnotherRun() throws IOException {
    Recipe recipe = recipes().skip(1).findFirst().orElseThrow();
    Path data = data(recipe);
    Path work = run("one", recipe, data, -1);
    TrainingTask other = new TrainingTask("two", recipe, 9, data.toString(), null, work.toString());
    assertThatThrownBy(
            () ->
                new TrainingRun(TrainingEngines.standalone(), new SettableClock(), new Stopping(-1))
                    .run(other))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("holds checkpoints of run one");
  }
}
