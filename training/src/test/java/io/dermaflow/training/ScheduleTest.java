package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static List<EpochReport> reports(int phase, double... losses) {
    List<EpochReport> reports = new ArrayList<>();
    for (double loss : losses) {
      reports.add(
          new EpochReport(reports.size() + 1, phase, Instant.EPOCH, Map.of("valid_loss", loss)));
    }
    return reports;
  }

  @Test
  void goesFromPhaseToPhase() {
    Recipe recipe = Recipe.SEED.withEpochs(3);
    assertThat(recipe.phases()).extracting(Phase::epochs).containsExactly(2, 1);
    assertThat(Schedule.after(recipe, List.of())).isEqualTo(new Schedule(0, 0));
    assertThat(Schedule.after(recipe, reports(0, 1))).isEqualTo(new Schedule(0, 1));
    assertThat(Schedule.after(recipe, reports(0, 1, 1))).isEqualTo(new Schedule(1, 0));
    assertThat(Schedule.after(recipe, reports(1, 1)).finished(recipe)).isTrue();
  }

  @Test
  void leavesOutAPhaseWithoutEpochs() {
    Recipe recipe = Recipe.SEED.withEpochs(1);
    assertThat(recipe.phases()).extracting(Phase::epochs).containsExactly(1, 0);
    assertThat(Schedule.after(recipe, reports(0, 1)).finished(recipe)).isTrue();
  }

  @Test
  void endsAPhaseThatGetsNoBetter() {
    Recipe recipe = Recipe.QUICK;
    assertThat(Schedule.after(recipe, reports(0, 3, 2, 2.5, 2.5, 2.5)).finished(recipe)).isFalse();
    assertThat(Schedule.after(recipe, reports(0, 3, 2, 2.5, 2.5, 2.5, 2.5)).finished(recipe))
        .isTrue();
  }

  @Test
  void takesTheFirstOfTheBestAndTheLastWithoutAMeasure() {
    assertThat(Schedule.best(reports(0, 3, 2, 2, 2.5))).isEqualTo(1);
    assertThat(
            Schedule.best(
                List.of(
                    new EpochReport(1, 0, Instant.EPOCH, Map.of()),
                    new EpochReport(2, 0, Instant.EPOCH, Map.of()))))
        .isEqualTo(1);
  }
}
