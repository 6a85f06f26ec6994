package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.models.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTableTest {

  @TempDir Path folder;

  private static PreparedItem item(int id, int severity, int conditions) {
    return new PreparedItem(id, PreparedItem.TRAIN, severity, -1, conditions);
  }

  private TargetTable table(Targets targets) throws IOException {
    return table(targets, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3);
  }

  private TargetTable table(Targets targets, int... severities) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    for (int severity : severities) {
      items.add(item(items.size(), severity, 5));
    }
    Path file = folder.resolve("data.bin");
    PreparedData.write(file, new PreparedData.Layout(4, 4, items), first -> index -> new byte[48]);
    try (PreparedData data = PreparedData.open(file)) {
      return new TargetTable(targets, data, List.of(Head.values()));
    }
  }

  private static float[] target(TargetTable table, Head head, PreparedItem item) {
    float[] target = new float[head.size()];
    table.write(head, item, target, 0);
    return target;
  }

  @Test
  void saysTheLabelAndNothingElseWhenAskedTo() throws IOException {
    TargetTable plain = table(Targets.PLAIN);
    assertThat(target(plain, Head.SEVERITY, item(0, 1, 5))).containsExactly(0, 1, 0, 0, 0);
    assertThat(target(plain, Head.CONDITIONS, item(0, 1, 5)))
        .containsExactly(1, 0, 1, 0, 0, 0, 0, 0);
    assertThat(plain.weight(Head.SEVERITY, item(0, 1, 5))).isEqualTo(1);
    assertThat(plain.weight(Head.SKIN_TYPE, item(0, 1, 5))).isZero();
  }

  @Test
  void spreadsAGradeOverItsNeighboursFirst() throws IOException {
    TargetTable table = table(new Targets(0.05, 0.5, 0), 0, 1, 2, 3, 4);
    float[] target = target(table, Head.SEVERITY, item(0, 1, 5));
    float sum = 0;
    for (float p : target) {
      sum += p;
    }
    assertThat(sum).isCloseTo(1, within(1e-6f));
    assertThat(target[0]).isCloseTo(target[2], within(1e-6f)).isLessThan(target[1]);
    assertThat(target[3]).isLessThan(target[2]);
  }

  @Test
  void expectsNothingThatNeverOccurs() throws IOException {
    TargetTable table = table(new Targets(0.05, 0.5, 0), 1, 2, 3, 3);
    float[] target = target(table, Head.SEVERITY, item(0, 1, 5));
    assertThat(target[0]).isZero();
    assertThat(target[4]).isZero();
    assertThat(target[1] + target[2] + target[3]).isCloseTo(1, within(1e-6f));
    assertThat(target[2]).isGreaterThan(target[3]);
  }

  @Test
  void letsRareClassesCountMoreAndTheMeanStayOne() throws IOException {
    TargetTable table = table(new Targets(0, 0, 1));
    double often = table.weight(Head.SEVERITY, item(0, 1, 5));
    double rare = table.weight(Head.SEVERITY, item(0, 3, 5));
    assertThat(rare / often).isCloseTo(4, within(1e-9));
    assertThat(0.8 * often + 0.2 * rare).isCloseTo(1, within(1e-9));
  }
}
