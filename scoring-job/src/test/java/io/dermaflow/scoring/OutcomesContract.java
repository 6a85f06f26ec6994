package io.dermaflow.scoring;

import static io.dermaflow.scoring.ScoringTables.LATER_RUN;
import static io.dermaflow.scoring.ScoringTables.RUN;
import static io.dermaflow.scoring.ScoringTables.SHADOW;
import static io.dermaflow.scoring.ScoringTables.SOURCE;
import static io.dermaflow.scoring.ScoringTables.both;
import static io.dermaflow.scoring.ScoringTables.outcome;
import static io.dermaflow.scoring.ScoringTables.scored;
import static io.dermaflow.scoring.ScoringTables.selfie;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.scoring.Outcomes.Filter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Outcomes} must do. */
public abstract class OutcomesContract {

  private static final Filter ALL = new Filter(List.of(), "", 100);

  private final ScoringTables tables = emptyTables();
  private final Outcomes outcomes = tables.outcomes();

  protected abstract ScoringTables emptyTables();

  @Test
  void keepsTheFirstOutcomeOfAnInput() {
    UploadRef a = selfie("a", "1");
    assertThat(outcomes.keep(RUN, List.of(scored(a)))).isEqualTo(1);
    assertThat(
            outcomes.keep(LATER_RUN, List.of(outcome(a, "skin@1", Outcome.SET_ASIDE, "CUT_OFF"))))
        .isZero();
    assertThat(outcomes.tally(RUN)).isEqualTo(new Outcomes.Tally(1, 0, 0));
    assertThat(outcomes.tally(LATER_RUN).total()).isZero();
  }

  @Test
  void replacesAnOutcomeThatWasMadeFromAnotherSurvey() {
    outcomes.keep(RUN, List.of(scored(both("a", "1", "s"))));
    assertThat(outcomes.keep(LATER_RUN, List.of(scored(both("a", "1", "t"))))).isEqualTo(1);
    assertThat(outcomes.of("a")).hasSize(1).first().returns("t", UploadOutcome::surveyEtag);
    assertThat(outcomes.tally(LATER_RUN).scored()).isEqualTo(1);
  }

  @Test
  void listsWhatIsNotAScore() {
    keepThree();
    assertThat(outcomes.reasons(RUN)).isEqualTo(Map.of("CUT_OFF", 1, "NO_FACE", 1));
    assertThat(outcomes.quarantine(ALL))
        .extracting(UploadOutcome::uploadId)
        .containsExactly("b", "c");
    assertThat(outcomes.quarantine(new Filter(List.of(), "NO_FACE", 100)))
        .extracting(UploadOutcome::uploadId)
        .containsExactly("c");
    assertThat(outcomes.quarantine(new Filter(List.of("a", "b"), "", 100)))
        .extracting(UploadOutcome::uploadId)
        .containsExactly("b");
    assertThat(outcomes.quarantine(new Filter(List.of(), "", 1))).hasSize(1);
  }

  private void keepThree() {
    List<UploadRef> three = List.of(selfie("a", "1"), selfie("b", "1"), selfie("c", "1"));
    tables.uploads().note(SOURCE, three);
    outcomes.keep(
        RUN,
        List.of(
            scored(three.get(0)),
            outcome(three.get(1), "skin@1", Outcome.SET_ASIDE, "CUT_OFF"),
            outcome(three.get(2), "skin@1", Outcome.ABSTAINED, "NO_FACE")));
  }

  @Test
  void triesAgainOnlyWhatIsAskedFor() {
    keepThree();
    assertThat(outcomes.retry(ALL)).isEqualTo(1); // what was set aside
    assertThat(tables.pending(LATER_RUN)).isEqualTo(1);
    assertThat(outcomes.retry(new Filter(List.of("a", "c"), "", 100))).isEqualTo(1);
    assertThat(tables.pending(LATER_RUN)).isEqualTo(2);
    assertThat(outcomes.retry(new Filter(List.of(), "NO_FACE", 100))).isZero();
  }

  @Test
  void keepsShadowResultsApartAndComparesThem() {
    UploadRef a = selfie("a", "1");
    UploadRef b = selfie("b", "1");
    outcomes.keep(RUN, List.of(scored(a), scored(b)));
    outcomes.keep(
        SHADOW,
        List.of(
            outcome(a, "skin@2", Outcome.SCORED, null),
            outcome(b, "skin@2", Outcome.ABSTAINED, "NO_FACE")));
    assertThat(outcomes.tally(SHADOW)).isEqualTo(new Outcomes.Tally(1, 1, 0));
    assertThat(outcomes.of("a")).hasSize(1);
    assertThat(outcomes.quarantine(ALL)).isEmpty();
    assertThat(outcomes.compare("skin@1", "skin@2"))
        .isEqualTo(new Outcomes.Comparison(1, 1, 1, 0.5));
  }
}
