package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.internal.dl4j.Dl4jAutoConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingChecksTest {

  @TempDir Path folder;

  /** Ten test items, and training items of these grades (−1: no label). */
  private void require(Recipe recipe, int nativeMegabytes, int... grades) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    for (int i = 0; i < grades.length; i++) {
      items.add(new PreparedItem(i, PreparedItem.TRAIN, grades[i], -1, -1));
    }
    items.add(new PreparedItem(99, PreparedItem.TEST, 0, -1, -1));
    Path file = folder.resolve("data.bin");
    PreparedData.Layout layout = new PreparedData.Layout(32, 32, items);
    PreparedData.write(file, layout, first -> index -> new byte[32 * 32 * 3]);
    try (PreparedData data = PreparedData.open(file)) {
      DatasetVersion dataset =
          new DatasetVersion("faces", 1, "digest", items.size(), Map.of(), 1, 0, 0, Instant.EPOCH);
      TrainingChecks.require(
          new TrainRequest("skin", dataset, recipe, TrainRequest.FIRST_DETECTOR, null, 1),
          data,
          new Dl4jAutoConfiguration().networkTrainer(),
          new TrainingProcessSettings(512, nativeMegabytes));
    }
  }

  @Test
  void refusesASetWithoutALabel() {
    assertThatThrownBy(() -> require(Recipe.SCRATCH, 1536, -1, -1))
        .hasMessageContaining("no labelled item");
  }

  @Test
  void refusesOneClassOnly() {
    assertThatThrownBy(() -> require(Recipe.SCRATCH, 1536, 2, 2, 2, 2, 2, 2))
        .hasMessageContaining("one class only for severity");
  }

  @Test
  void refusesFewerPicturesThanClasses() {
    assertThatThrownBy(() -> require(Recipe.SCRATCH, 1536, 0, 1, 2, 3))
        .hasMessageContaining("has 4 training items with a label for severity");
  }

  @Test
  void saysWhichBatchFitsTheMemory() {
    Recipe large =
        new Recipe(
            "large",
            "BatchNorm keeps all pictures of a batch",
            1.0,
            224,
            Normalisation.TRAINED,
            0,
            32,
            224,
            Augmentation.shiftOnly(0),
            Targets.PLAIN,
            0,
            false,
            0,
            false,
            Recipe.SCRATCH.phases());
    assertThatThrownBy(() -> require(large, 600, 0, 1, 2, 3, 4))
        .hasMessageContaining("a batch of 32, training.native-mb is 600")
        .hasMessageContaining("would fit");
  }
}
