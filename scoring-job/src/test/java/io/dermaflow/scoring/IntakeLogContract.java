package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.scoring.IntakeItem.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link IntakeLog} must do. */
public abstract class IntakeLogContract {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private final IntakeLog log = emptyLog(50);

  /**
   * @param waitMillis how long to wait for somebody else's turn
   */
  protected abstract IntakeLog emptyLog(long waitMillis);

  /** Another process with the same store, which waits for a minute. */
  protected abstract IntakeLog patient();

  protected static IntakeItem accepted(String id, String etag, int second) {
    return new IntakeItem(
        id,
        "selfie.jpg",
        etag,
        9,
        Outcome.ACCEPTED,
        null,
        null,
        "uploads/" + id + "/selfie.jpg",
        AT.plusSeconds(second));
  }

  private static IntakeItem refused(String id, String etag, int second) {
    return new IntakeItem(
        id,
        "selfie.jpg",
        etag,
        9,
        Outcome.REFUSED,
        OutcomeReason.CUT_OFF,
        "ends early",
        "incoming-refused/" + id + "/selfie.jpg",
        AT.plusSeconds(second));
  }

  @Test
  void keepsEveryVersionOfAnOriginalOnce() {
    assertThat(
            log.alone(
                "a",
                turn -> {
                  turn.keep(refused("a", "1", 2));
                  turn.keep(accepted("a", "2", 1));
                  turn.keep(refused("a", "1", 2));
                }))
        .isTrue();
    log.alone("b", turn -> turn.keep(refused("b", "1", 7)));
    assertThat(log.find("a")).containsExactly(accepted("a", "2", 1), refused("a", "1", 2));
    assertThat(log.refused(10)).containsExactly(refused("b", "1", 7), refused("a", "1", 2));
    assertThat(log.refused(1)).containsExactly(refused("b", "1", 7));
  }

  private static IntakeItem survey(String id, String etag, int second, boolean fine) {
    return new IntakeItem(
        id,
        "survey.json",
        etag,
        9,
        fine ? Outcome.ACCEPTED : Outcome.REFUSED,
        fine ? null : OutcomeReason.SURVEY_INVALID,
        fine ? null : "purple",
        fine ? "uploads/" + id + "/survey.json" : "incoming-refused/" + id + "/survey.json",
        AT.plusSeconds(second));
  }

  @Test
  void knowsWhoseNewestSurveyWasRefused() {
    log.alone(
        "mended",
        turn -> {
          turn.keep(survey("mended", "1", 0, false));
          turn.keep(survey("mended", "2", 1, true));
        });
    log.alone(
        "broken",
        turn -> {
          turn.keep(survey("broken", "1", 0, true));
          turn.keep(survey("broken", "2", 1, false));
          turn.keep(accepted("broken", "3", 2));
        });
    log.alone("selfie", turn -> turn.keep(refused("selfie", "1", 0)));
    assertThat(log.findRefusedSurveys(List.of("mended", "broken", "selfie", "nobody")))
        .isEqualTo(Map.of("broken", survey("broken", "2", 1, false)));
    assertThat(log.findRefusedSurveys(List.of())).isEmpty();
  }

  @Test
  void replacesWhatWasSaidOfAVersion() {
    log.alone("a", turn -> turn.keep(refused("a", "1", 0)));
    log.alone("a", turn -> turn.keep(accepted("a", "1", 5)));
    assertThat(log.find("a")).containsExactly(accepted("a", "1", 5));
    assertThat(log.refused(10)).isEmpty();
  }

  @Test
  void keepsARowAtOnceWhateverBecomesOfTheTurn() {
    assertThatThrownBy(
            () ->
                log.alone(
                    "a",
                    turn -> {
                      turn.keep(accepted("a", "1", 0));
                      assertThat(log.find("a")).hasSize(1);
                      throw new IllegalStateException("dies here");
                    }))
        .hasMessage("dies here");
    assertThat(log.find("a")).hasSize(1);
    assertThat(log.alone("a", turn -> {})).isTrue();
  }

  @Test
  void givesNobodyElseATurnOnTheSameUpload() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Boolean> first =
        CompletableFuture.supplyAsync(
            () ->
                log.alone(
                    "a",
                    turn -> {
                      begun.countDown();
                      await(end);
                      turn.keep(accepted("a", "1", 0));
                    }));
    await(begun);
    assertThat(log.alone("a", turn -> turn.keep(refused("a", "2", 0)))).isFalse();
    assertThat(log.alone("b", turn -> turn.keep(refused("b", "1", 0)))).isTrue();
    CompletableFuture<List<IntakeItem>> second =
        CompletableFuture.supplyAsync(
            () -> {
              List<IntakeItem> found = new java.util.ArrayList<>();
              patient().alone("a", turn -> found.addAll(log.find("a")));
              return found;
            });
    end.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.get(10, TimeUnit.SECONDS)).containsExactly(accepted("a", "1", 0));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
