package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Storage that fails, here or everywhere. */
class IntakeFailuresTest extends IntakeFixture {

  @Test
  void leavesAnUploadAtWhichStorageFailsAndGoesOnWithTheOthers() {
    for (int i = 0; i < 30; i++) {
      put("u-%02d/survey.json".formatted(i), Originals.survey("{}"));
    }
    Intake intake =
        intake(
            before(
                "read",
                key -> {
                  if (key.contains("3/")) {
                    throw new StorageException(Reason.UNAVAILABLE, "503 at " + key);
                  }
                }));
    assertThat(intake.run()).isEqualTo(new IntakeReport(27, Map.of(), 3));
    assertThat(intake(new TappedStorage.Tap() {}).run())
        .isEqualTo(new IntakeReport(3, Map.of(), 0));
  }

  @Test
  void stopsWhereStorageIsAway() {
    for (int i = 0; i < 30; i++) {
      put("u-%02d/survey.json".formatted(i), Originals.survey("{}"));
    }
    AtomicInteger asked = new AtomicInteger();
    Intake intake =
        intake(
            before(
                "read",
                key -> {
                  asked.incrementAndGet();
                  throw new StorageException(Reason.UNAVAILABLE, "503");
                }));
    assertThatThrownBy(intake::run).isInstanceOf(StorageException.class).hasMessage("503");
    assertThat(asked.get()).isBetween(10, 13);
    assertThat(objects()).hasSize(30);
  }

  @Test
  void keepsAnOriginalThatCannotBeReadWhereItIs() {
    put("a/selfie.jpg", Originals.plainJpeg(1));
    Intake intake =
        intake(
            before(
                "read",
                key -> {
                  throw new StorageException(Reason.DENIED, "403 at " + key);
                }));
    UploadIntake taken = intake.run("a");
    assertThat(taken.findSelfie().orElseThrow().reason()).isEqualTo(OutcomeReason.UNREADABLE);
    assertThat(taken.findSelfie().orElseThrow().key()).isEqualTo("incoming/a/selfie.jpg");
    assertThat(objects().keySet()).containsExactly("incoming/a/selfie.jpg");
    UploadIntake later = intake(new TappedStorage.Tap() {}).run("a");
    assertThat(later.findSelfie().orElseThrow().accepted()).isTrue();
    assertThat(later.items()).hasSize(1);
  }
}
