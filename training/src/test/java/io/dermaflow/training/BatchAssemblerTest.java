package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchAssemblerTest {

  private static final int SIZE = 96;
  private static final int LENGTH = SIZE * SIZE * 3;

  @TempDir Path folder;

  /** Pictures of one level each: 200 and 40. */
  private PreparedData data(PreparedItem... items) throws IOException {
    Path file = folder.resolve("data.bin");
    PreparedData.Layout layout = new PreparedData.Layout(SIZE, SIZE, List.of(items));
    PreparedData.write(
        file,
        layout,
        first ->
            index -> {
              byte[] pixels = new byte[LENGTH];
              java.util.Arrays.fill(pixels, (byte) (index == 0 ? 200 : 40));
              return pixels;
            });
    return PreparedData.open(file);
  }

  private static BatchAssembler assembler(PreparedData data, double balance) {
    Recipe recipe =
        new Recipe(
            "mixing",
            "",
            0.35,
            SIZE,
            Normalisation.FOLDED,
            0,
            2,
            SIZE,
            new Augmentation(0, 0, 0, 0, true, 0, 0, 0, 1, 0),
            new Targets(0, 0, balance),
            0,
            false,
            0,
            false,
            List.of(new Phase(Frozen.NOTHING, 1, 1e-3, 0, 0, 0)));
    return new BatchAssembler(data, List.of(Head.SEVERITY, Head.SKIN_TYPE), recipe, 3);
  }

  private static TrainingBatch batch(BatchAssembler assembler) throws IOException {
    int[] items = {0, 1};
    byte[] pictures = assembler.pictures(1, items, true);
    return assembler.batch(1, items, new TrainingBatch.Pixels(pictures), true);
  }

  /** How much of the second picture is seen in the first, told from its level. */
  private static double share(TrainingBatch batch) {
    int level = ((TrainingBatch.Pixels) batch.input()).rgb()[0] & 0xFF;
    return (200 - level) / 160.0;
  }

  private static PreparedItem item(int id, int severity, int type) {
    return new PreparedItem(id, PreparedItem.TRAIN, severity, type, -1);
  }

  @Test
  void asksForBothLabelsInTheProportionThatIsSeen() throws IOException {
    try (PreparedData data = data(item(0, 1, -1), item(1, 3, -1))) {
      TrainingBatch batch = batch(assembler(data, 0));
      double share = share(batch);
      assertThat(share).isBetween(0.02, 0.98);
      float[] labels = batch.labels().get(Head.SEVERITY);
      assertThat((double) labels[1]).isCloseTo(1 - share, within(0.01));
      assertThat((double) labels[3]).isCloseTo(share, within(0.01));
      assertThat(labels[0] + labels[2] + labels[4]).isZero();
      assertThat(batch.weights().get(Head.SEVERITY)).containsExactly(1, 1);
    }
  }

  @Test
  void countsAPictureByTheShareThatHasALabel() throws IOException {
    try (PreparedData data = data(item(0, 1, 2), item(1, -1, -1))) {
      TrainingBatch batch = batch(assembler(data, 0));
      double share = share(batch);
      float[] weights = batch.weights().get(Head.SEVERITY);
      float[] labels = batch.labels().get(Head.SEVERITY);
      // The first shows the labelled item by 1 - share, the second by its own share.
      assertThat((double) labels[1]).isCloseTo(1, within(1e-6));
      assertThat((double) labels[5 + 1]).isCloseTo(1, within(1e-6));
      double second = weights[1] / weights[0] * (1 - share);
      assertThat(second).isBetween(0.0, 1.0);
      assertThat((double) weights[0] + weights[1]).isCloseTo(2, within(1e-5));
    }
  }

  @Test
  void weighsMixedClassesEachByItsOwnWeight() throws IOException {
    try (PreparedData data =
        data(item(0, 1, -1), item(1, 3, -1), item(2, 1, -1), item(3, 1, -1), item(4, 1, -1))) {
      TrainingBatch batch = batch(assembler(data, 1));
      double share = share(batch);
      double often = 5.0 / 4 / 2; // class weights with a mean of 1 over the items
      double rare = 5.0 / 2;
      double first = (1 - share) * often;
      double second = share * rare;
      float[] labels = batch.labels().get(Head.SEVERITY);
      assertThat((double) labels[3]).isCloseTo(second / (first + second), within(0.02));
      assertThat((double) batch.weights().get(Head.SEVERITY)[0])
          .isCloseTo(first + second, within(0.02));
    }
  }

  @Test
  void leavesLabelsAloneWhereNothingWasMixed() throws IOException {
    try (PreparedData data = data(item(0, 1, -1), item(1, 3, -1))) {
      BatchAssembler assembler = assembler(data, 0);
      byte[] pictures = assembler.pictures(1, new int[] {0, 1}, false);
      assertThat(pictures[0] & 0xFF).isEqualTo(200);
      TrainingBatch batch =
          assembler.batch(1, new int[] {0, 1}, new TrainingBatch.Pixels(pictures), false);
      assertThat(batch.labels().get(Head.SEVERITY)).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 1, 0);
    }
  }
}
