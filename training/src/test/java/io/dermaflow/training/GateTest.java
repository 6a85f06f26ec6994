package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.Head;
import io.dermaflow.models.HeadMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

  private static HeadMetrics metrics(int n, double accuracy, double majority, double kappa) {
    return new HeadMetrics(n, accuracy, 0.5, kappa, 1, 0.5, majority, List.of());
  }

  private static List<String> objections(HeadMetrics m) {
    return Gate.DEFAULT.objections(Map.of(Head.SEVERITY, m));
  }

  @Test
  void letsAModelPassThatIsBetterThanTheMajority() {
    assertThat(objections(metrics(100, 0.6, 0.4, 0.5))).isEmpty();
  }

  @Test
  void refusesAModelThatIsNotBetterThanTheMajorityOrChance() {
    assertThat(objections(metrics(100, 0.405, 0.40, 0.5)).get(0)).contains("accuracy 0.405");
    assertThat(objections(metrics(100, 0.6, 0.4, 0.04)).get(0)).contains("kappa 0.040");
    assertThat(objections(metrics(19, 0.9, 0.4, 0.9)).get(0)).contains("19 labelled test items");
  }
}
