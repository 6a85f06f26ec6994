package io.dermaflow.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.SkinFeatures.Builder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link FeatureStore} and its {@link FeatureReader} must do. */
public abstract class FeatureStoreContract {

  private final Stores stores = emptyStores();
  private final FeatureStore store = stores.store();
  private final FeatureReader reader = stores.reader();

  protected abstract Stores emptyStores();

  /** The two sides of one store. */
  public record Stores(FeatureStore store, FeatureReader reader) {}

  private static Builder row(String upload, @Nullable String subject, String time) {
    return SkinFeatures.of(upload, "etag", "skin@1", "prep", Instant.parse(time))
        .withSubject(subject);
  }

  private static Builder scored(String upload, String subject, String time, int score) {
    return row(upload, subject, time)
        .withSurvey("survey", "{\"skin_type\": \"oily\"}")
        .withSeverity("MILD", 0.75)
        .withSkinType("OILY", 0.5)
        .withConditions(Map.of("ACNE", 0.25))
        .withSkinScore(score)
        .withFace(FaceFeatures.ofTone("light-warm"));
  }

  private static SkinFeatures features(String upload, String subject, String time, int score) {
    return scored(upload, subject, time, score).build();
  }

  private static SkinFeatures survey(String upload, String subject, String time, String said) {
    return SkinFeatures.of(upload, "", "skin@1", "prep", Instant.parse(time))
        .withSubject(subject)
        .withSurvey(upload + "-survey", said)
        .withAbstained(Map.of("severity", "NO_SELFIE"))
        .build();
  }

  private List<SkinFeatures> page() {
    return store.page(store.position(), "", 10);
  }

  @Test
  void readsBackWhatWasWritten() {
    SkinFeatures row = features("u1", "s1", "2026-01-02T03:04:05Z", 80);
    assertThat(store.write(List.of(row))).isEqualTo(1);
    assertThat(reader.findFeatures("s1")).contains(row);
    assertThat(reader.findFeatures("nobody")).isEmpty();
  }

  @Test
  void erasesASubjectWithUploadsThatItClaimedLater() {
    SkinFeatures kept = features("u4", "s2", "2026-01-02T00:00:00Z", 70);
    store.write(
        List.of(
            row("u1", null, "2026-01-01T00:00:00Z").build(),
            features("u1", "s1", "2026-01-02T00:00:00Z", 80),
            features("u2", "s1", "2026-01-03T00:00:00Z", 81),
            row("u3", null, "2026-01-01T00:00:00Z").build(),
            kept));
    assertThat(store.uploads("s1")).containsExactly("u1", "u2");
    assertThat(store.erase("s1", List.of("u1", "u2", "u4"))).isEqualTo(3);
    assertThat(store.erase("s1", List.of())).isZero();
    assertThat(reader.findFeatures("s1")).isEmpty();
    assertThat(store.uploads("s1")).isEmpty();
    assertThat(page()).containsExactly(kept);
    SkinFeatures again = features("u9", "s1", "2026-01-01T00:00:00Z", 60);
    store.write(List.of(again));
    assertThat(reader.findFeatures("s1")).contains(again);
  }

  @Test
  void readsManySubjectsAsItReadsOne() {
    store.write(
        List.of(
            features("u1", "s1", "2026-01-02T00:00:00Z", 80),
            survey("u2", "s1", "2026-01-03T00:00:00Z", "{\"skin_type\": \"dry\"}"),
            features("u3", "s2", "2026-01-02T00:00:00Z", 70)));
    assertThat(reader.findFeatures(List.of("s2", "nobody", "s1")))
        .isEqualTo(
            Map.of(
                "s1", reader.findFeatures("s1").orElseThrow(),
                "s2", reader.findFeatures("s2").orElseThrow()));
    assertThat(reader.findFeatures(List.of())).isEmpty();
  }

  @Test
  void readsBackEverythingThatARowCanHold() {
    SkinFeatures full =
        scored("u1", "s1", "2026-01-02T03:04:05.123456Z", 80)
            .withConditions(
                Map.of("ACNE", 0.25, "REDNESS", 1.0),
                Map.of("ACNE", SkinFeatures.MODEL, "REDNESS", SkinFeatures.MEASURED))
            .withFace(new FaceFeatures("tan-cool", 6, "oval", "almond", "full"))
            .withMeasurements(Map.of("redness", 71.5, "texture", 0.0))
            .withAbstained(Map.of("undertone", "LOW_LIGHT"))
            .withNote("CLOSE_UP")
            .build();
    SkinFeatures bare = row("u2", "s2", "2026-01-02T00:00:00Z").build();
    assertThat(store.write(List.of(full, bare))).isEqualTo(2);
    assertThat(page()).containsExactly(full, bare);
    assertThat(reader.findFeatures("s1")).contains(full);
    assertThat(reader.findFeatures("s2")).contains(bare);
  }

  @Test
  void servesTheHeadsThatAnsweredAndNullForTheOthers() {
    SkinFeatures row =
        row("u1", "s1", "2026-01-01T00:00:00Z")
            .withSkinType("DRY", 0.9)
            .withAbstained(Map.of("severity", "LOW_CONFIDENCE"))
            .build();
    store.write(List.of(row));
    assertThat(page()).containsExactly(row);
    assertThat(page().get(0).severity()).isNull();
    assertThat(page().get(0).skinScore()).isNull();
  }

  @Test
  void keepsOneRowPerUploadEtagSurveyEtagModelAndPreprocessing() {
    SkinFeatures row = features("u1", "s1", "2026-01-01T00:00:00Z", 80);
    assertThat(store.write(List.of(row))).isEqualTo(1);
    assertThat(store.write(List.of(row))).isZero();
    assertThat(store.write(List.of(features("u1", "s1", "2026-01-09T00:00:00Z", 1)))).isZero();
    assertThat(page()).containsExactly(row);
  }

  @Test
  void writesAKeyThatIsTwiceInAListOnce() {
    SkinFeatures row = features("u1", "s1", "2026-01-01T00:00:00Z", 80);
    assertThat(store.write(List.of(row, row))).isEqualTo(1);
    assertThat(store.write(List.of())).isZero();
  }

  @Test
  void keepsAChangedSurveyOfTheSameSelfieAsANewRow() {
    Builder row = scored("u1", "s1", "2026-01-01T00:00:00Z", 80);
    store.write(List.of(row.build()));
    long before = store.position();
    SkinFeatures changed = row.withSurvey("changed", "{\"skin_type\": \"dry\"}").build();
    assertThat(store.write(List.of(changed))).isEqualTo(1);
    assertThat(reader.findFeatures("s1")).contains(changed);
    assertThat(page()).containsExactly(changed);
    assertThat(store.page(before, "", 10))
        .extracting(SkinFeatures::surveyEtag)
        .containsExactly("survey");
  }

  @Test
  void takesTheNewestOfSeveralRowsOfASubjectInOneList() {
    store.write(
        List.of(
            features("c", "s1", "2026-01-02T00:00:00Z", 2),
            features("a", "s1", "2026-01-03T00:00:00Z", 3),
            features("b", "s1", "2026-01-01T00:00:00Z", 1)));
    assertThat(reader.findFeatures("s1").orElseThrow().uploadId()).isEqualTo("a");
    assertThat(page()).extracting(SkinFeatures::uploadId).containsExactly("a");
  }

  @Test
  void joinsTheNewestSurveyWithTheNewestRowThatAnswers() {
    SkinFeatures seen = features("selfie", "s1", "2026-01-01T00:00:00Z", 80);
    store.write(List.of(seen));
    long before = store.position();
    String digest = store.digest(before);
    store.write(List.of(survey("later", "s1", "2026-02-01T00:00:00Z", "{\"skin_type\": \"dry\"}")));
    SkinFeatures joined =
        scored("selfie", "s1", "2026-02-01T00:00:00Z", 80)
            .withSurvey("later-survey", "{\"skin_type\": \"dry\"}")
            .build();
    assertThat(page()).containsExactly(joined);
    assertThat(reader.findFeatures("s1")).contains(joined);
    assertThat(store.page(before, "", 10)).containsExactly(seen);
    assertThat(store.digest(store.position())).isNotEqualTo(digest);
  }

  @Test
  void keepsWhatWasSaidWhenALaterSelfieComesWithoutASurvey() {
    store.write(
        List.of(
            survey("said", "s1", "2026-01-01T00:00:00Z", "{\"allergies\": [\"niacinamide\"]}")));
    SkinFeatures selfie =
        row("selfie", "s1", "2026-02-01T00:00:00Z").withSeverity("SEVERE", 0.9).build();
    store.write(List.of(selfie));
    SkinFeatures joined =
        row("selfie", "s1", "2026-02-01T00:00:00Z")
            .withSeverity("SEVERE", 0.9)
            .withSurvey("said-survey", "{\"allergies\": [\"niacinamide\"]}")
            .build();
    assertThat(page()).containsExactly(joined);
    assertThat(reader.findFeatures("s1")).contains(joined);
  }

  @Test
  void servesASurveyThatIsAloneAndLetsALateSelfieAnswerBesideIt() {
    SkinFeatures alone = survey("said", "s1", "2026-02-01T00:00:00Z", "{\"skin_type\": \"dry\"}");
    store.write(List.of(alone));
    assertThat(page()).containsExactly(alone);
    assertThat(reader.findFeatures("s1")).contains(alone);
    String digest = store.digest(store.position());
    // An older picture arrives late: the newest event stays the survey, but now there is a score.
    store.write(List.of(features("late", "s1", "2026-01-01T00:00:00Z", 55)));
    SkinFeatures joined =
        scored("late", "s1", "2026-02-01T00:00:00Z", 55)
            .withSurvey("said-survey", "{\"skin_type\": \"dry\"}")
            .build();
    assertThat(page()).containsExactly(joined);
    assertThat(reader.findFeatures("s1")).contains(joined);
    assertThat(store.digest(store.position())).isNotEqualTo(digest);
  }

  @Test
  void neverLetsLateDataOverwriteNewer() {
    store.write(List.of(features("new", "s1", "2026-02-01T00:00:00Z", 70)));
    store.write(List.of(features("old", "s1", "2026-01-01T00:00:00Z", 90)));
    assertThat(reader.findFeatures("s1").orElseThrow().uploadId()).isEqualTo("new");
    assertThat(store.page(store.position(), "", 10))
        .extracting(SkinFeatures::uploadId)
        .containsExactly("new");
  }

  @Test
  void showsAFixedStateAtAPosition() {
    store.write(List.of(features("a", "s1", "2026-01-01T00:00:00Z", 1)));
    long position = store.position();
    String digest = store.digest(position);
    store.write(List.of(features("b", "s1", "2026-01-02T00:00:00Z", 2)));
    assertThat(store.page(position, "", 10))
        .extracting(SkinFeatures::uploadId)
        .containsExactly("a");
    assertThat(store.digest(position)).isEqualTo(digest);
    assertThat(store.digest(store.position())).isNotEqualTo(digest);
  }

  @Test
  void pagesOverSubjectsInOrderAndLeavesUnclaimedUploadsOut() {
    store.write(
        List.of(
            features("1", "c", "2026-01-01T00:00:00Z", 1),
            features("2", "a", "2026-01-01T00:00:00Z", 1),
            features("3", "b", "2026-01-01T00:00:00Z", 1),
            features("4", null, "2026-01-01T00:00:00Z", 1)));
    assertThat(store.page(store.position(), "", 2))
        .extracting(SkinFeatures::subjectId)
        .containsExactly("a", "b");
    assertThat(store.page(store.position(), "b", 2))
        .extracting(SkinFeatures::subjectId)
        .containsExactly("c");
  }

  @Test
  void countsSubjectsByTheirNewestRow() {
    store.write(
        List.of(
            features("u1", "s1", "2026-01-01T00:00:00Z", 80),
            features("u2", "s1", "2026-01-03T00:00:00Z", 81),
            features("u3", "s2", "2026-01-02T00:00:00Z", 82)));
    assertThat(store.countUntil(Instant.parse("2026-01-01T23:59:59Z"))).isEqualTo(0);
    assertThat(store.countUntil(Instant.parse("2026-01-02T00:00:00Z"))).isEqualTo(1);
    assertThat(store.countUntil(Instant.parse("2026-01-03T00:00:00Z"))).isEqualTo(2);
  }
}
