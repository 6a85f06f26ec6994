package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.BucketRules.Finding;
import io.dermaflow.datasets.BucketRules.State;
import io.dermaflow.datasets.BucketRules.Wanted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link BucketRules} must do. */
public abstract class BucketRulesContract {

  protected static final Wanted WANTED =
      new Wanted(
          List.of("https://app.example", "http://localhost:8080"),
          Map.of("incoming/", 1, "incoming-refused/", 30));

  /** Of a bucket without rules. */
  protected abstract BucketRules rules();

  /** Puts rules of somebody else, one of each kind. */
  protected abstract void putForeignRules();

  /** Whether the rules of somebody else are there. */
  protected abstract boolean foreignRulesAreThere();

  /** Has the endpoint answer every call with this status and error code. */
  protected abstract void answer(int status, String code);

  private static List<State> states(List<Finding> findings) {
    return findings.stream().map(Finding::state).toList();
  }

  @Test
  void saysWhatIsMissingAndChangesNothing() {
    BucketRules rules = rules();
    for (int i = 0; i < 2; i++) {
      List<Finding> found = rules.look(WANTED);
      assertThat(found).extracting(Finding::rules).containsExactly("cors", "lifecycle");
      assertThat(states(found)).containsExactly(State.WRONG, State.WRONG);
      assertThat(found).extracting(Finding::found).containsExactly("none", "none");
      assertThat(found.get(0).wanted())
          .contains("PUT", "content-type", "https://app.example", "ETag");
      assertThat(found.get(1).wanted())
          .contains("incoming/ for 1 days", "incoming-refused/ for 30 days");
    }
  }

  @Test
  void putsWhatIsMissingOnce() {
    BucketRules rules = rules();
    assertThat(states(rules.fix(WANTED))).containsExactly(State.FIXED, State.FIXED);
    assertThat(states(rules.look(WANTED))).containsExactly(State.RIGHT, State.RIGHT);
    assertThat(states(rules.fix(WANTED))).containsExactly(State.RIGHT, State.RIGHT);
    Wanted fewer = new Wanted(List.of("https://app.example"), WANTED.expiryDays());
    assertThat(states(rules.look(fewer))).containsExactly(State.WRONG, State.RIGHT);
    assertThat(states(rules.fix(fewer))).containsExactly(State.FIXED, State.RIGHT);
    assertThat(states(rules.look(fewer))).containsExactly(State.RIGHT, State.RIGHT);
  }

  @Test
  void takesOurRulesAwayWhenNothingIsWanted() {
    BucketRules rules = rules();
    rules.fix(WANTED);
    Wanted nothing = new Wanted(List.of(), Map.of());
    assertThat(states(rules.fix(nothing))).containsExactly(State.FIXED, State.FIXED);
    assertThat(states(rules.look(nothing))).containsExactly(State.RIGHT, State.RIGHT);
  }

  @Test
  void leavesTheRulesOfOthers() {
    BucketRules rules = rules();
    putForeignRules();
    assertThat(states(rules.fix(WANTED))).containsExactly(State.FIXED, State.FIXED);
    assertThat(foreignRulesAreThere()).isTrue();
    rules.fix(new Wanted(List.of(), Map.of()));
    assertThat(foreignRulesAreThere()).isTrue();
  }

  @Test
  void saysWhatTheEndpointDoesNotKnowAndWhatItForbids() {
    BucketRules rules = rules();
    answer(501, "NotImplemented");
    assertThat(states(rules.fix(WANTED))).containsExactly(State.UNSUPPORTED, State.UNSUPPORTED);
    answer(403, "AccessDenied");
    assertThat(states(rules.look(WANTED))).containsExactly(State.DENIED, State.DENIED);
    answer(404, "NoSuchBucket");
    assertThatThrownBy(() -> rules.look(WANTED))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.NO_BUCKET));
  }
}
