package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.ids.Digests;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainRequestTest {

  private static String runId(String detector) {
    DatasetVersion dataset =
        new DatasetVersion("faces", 1, "digest", 10, Map.of(), 1, 0, 0, Instant.EPOCH);
    return new TrainRequest("skin", dataset, Recipe.SCRATCH, detector, null, 7).runId();
  }

  @Test
  void keepsTheIdsOfRunsOfBeforeThereWasAChoiceOfDetectors() {
    String fields = "run|skin|digest|%s||7".formatted(Recipe.SCRATCH.digest());
    assertThat(runId(TrainRequest.FIRST_DETECTOR))
        .isEqualTo(Digests.sha256(fields).substring(0, 20));
  }

  @Test
  void runsAgainWithAnotherDetector() {
    assertThat(runId("rfb-320@faf6740b"))
        .isNotEqualTo(runId(TrainRequest.FIRST_DETECTOR))
        .isNotEqualTo(runId("rfb-320@01234567"));
  }
}
