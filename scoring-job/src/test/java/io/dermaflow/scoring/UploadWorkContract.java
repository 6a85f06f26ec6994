package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.Outcome;
import io.dermaflow.features.UploadOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link UploadWork} must do. */
public abstract class UploadWorkContract {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private final UploadWork work = emptyWork();

  protected abstract UploadWork emptyWork();

  private static UploadRef upload(String id, String etag, @Nullable String surveyEtag) {
    String survey = surveyEtag == null ? null : "uploads/" + id + "/survey.json";
    return new UploadRef(id, "uploads/" + id + "/selfie.jpg", etag, 9, AT, survey, surveyEtag);
  }

  private static UploadOutcome outcome(UploadRef upload, Outcome outcome, @Nullable String reason) {
    return new UploadOutcome(
        upload.uploadId(), upload.etag(), "skin@1", "prep", outcome, reason, null, null, AT);
  }

  private List<UploadRef> pending(String model) {
    return work.pending("uploads/", model, "prep", "", 10);
  }

  @Test
  void takesNoteOfAnUploadOnceUntilItsBytesChange() {
    UploadRef first = upload("a", "1", null);
    assertThat(work.note(List.of(first))).isEqualTo(1);
    assertThat(work.note(List.of(first))).isZero();
    assertThat(work.note(List.of(upload("a", "2", null)))).isEqualTo(1);
    assertThat(work.note(List.of(upload("a", "2", "s")))).isEqualTo(1);
    assertThat(work.count("uploads/")).isEqualTo(1);
    assertThat(pending("skin@1")).containsExactly(upload("a", "2", "s"));
  }

  @Test
  void pagesOverWhatWaitsInOrder() {
    work.note(List.of(upload("c", "1", null), upload("a", "1", null), upload("b", "1", null)));
    assertThat(work.pending("uploads/", "skin@1", "prep", "", 2))
        .extracting(UploadRef::uploadId)
        .containsExactly("a", "b");
    assertThat(work.pending("uploads/", "skin@1", "prep", "b", 2))
        .extracting(UploadRef::uploadId)
        .containsExactly("c");
    assertThat(work.countPending("uploads/", "skin@1", "prep")).isEqualTo(3);
    assertThat(work.countPending("elsewhere/", "skin@1", "prep")).isZero();
  }

  @Test
  void keepsTheFirstOutcomeUnderAModelAndAsksAgainUnderAnother() {
    UploadRef a = upload("a", "1", null);
    work.note(List.of(a));
    work.keep(5, List.of(outcome(a, Outcome.SCORED, null)));
    work.keep(6, List.of(outcome(a, Outcome.SET_ASIDE, "CUT_OFF")));
    assertThat(pending("skin@1")).isEmpty();
    assertThat(pending("skin@2")).containsExactly(a);
    assertThat(work.tally(5)).isEqualTo(new UploadWork.Tally(1, 0, 0));
    assertThat(work.tally(6).total()).isZero();
  }

  @Test
  void asksAgainForAnOverwrittenSelfie() {
    UploadRef a = upload("a", "1", null);
    work.note(List.of(a));
    work.keep(5, List.of(outcome(a, Outcome.SCORED, null)));
    UploadRef overwritten = upload("a", "2", null);
    work.note(List.of(overwritten));
    assertThat(pending("skin@1")).containsExactly(overwritten);
  }

  @Test
  void triesAgainOnlyWhatWasSetAside() {
    UploadRef a = upload("a", "1", null);
    UploadRef b = upload("b", "1", null);
    UploadRef c = upload("c", "1", null);
    work.note(List.of(a, b, c));
    work.keep(
        5,
        List.of(
            outcome(a, Outcome.SCORED, null),
            outcome(b, Outcome.SET_ASIDE, "CUT_OFF"),
            outcome(c, Outcome.ABSTAINED, "NO_FACE")));
    assertThat(work.reasons(5)).isEqualTo(Map.of("CUT_OFF", 1, "NO_FACE", 1));
    assertThat(work.quarantine(10)).extracting(UploadOutcome::uploadId).containsExactly("b", "c");
    assertThat(work.retry(List.of())).isEqualTo(1);
    assertThat(pending("skin@1")).containsExactly(b);
    assertThat(work.retry(List.of("a", "c"))).isEqualTo(1);
    assertThat(pending("skin@1")).containsExactly(b, c);
  }
}
