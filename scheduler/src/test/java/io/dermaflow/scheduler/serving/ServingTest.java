package io.dermaflow.scheduler.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.interactions.InteractionKind;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scheduler.serving.FeedbackDesk.Said;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import io.dermaflow.scheduler.serving.UploadDesk.Ticket;
import io.dermaflow.scheduler.serving.UploadDesk.Wanted;
import io.dermaflow.scoring.EraseUploads;
import io.dermaflow.scoring.OutcomeReason;
import io.dermaflow.scoring.Outcomes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What serving apps ask, on a real database and a real S3 endpoint. */
class ServingTest {

  @TempDir static Path home;
  private static ServingFixture fixture;
  private static UploadDesk desk;
  private static Analyses analyses;
  private static LiveRecommendations live;
  private static FeedbackDesk feedback;

  @BeforeAll
  static void start() throws Exception {
    fixture = ServingFixture.open(home);
    desk = fixture.get(UploadDesk.class);
    analyses = fixture.get(Analyses.class);
    live = fixture.get(LiveRecommendations.class);
    feedback = fixture.get(FeedbackDesk.class);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }

  private static Wanted wanted(
      @Nullable String subject, String type, @Nullable Long length, @Nullable String survey) {
    return new Wanted(subject, type, length, survey == null ? null : json(survey));
  }

  private static Recommendation shown(String subject) {
    return Json.read(
        Objects.requireNonNull(live.find(List.of(subject)).get(subject)).body(),
        Recommendation.class);
  }

  private static Recommendation made(Analysis analysis) {
    return Objects.requireNonNull(analysis.recommendation());
  }

  @Test
  void answersTheOnePictureThatCannotWaitAndKeepsTheAnswer() throws Exception {
    String id = fixture.upload("ann", fixture.selfie(1), "{\"allergies\": [\"niacinamide\"]}");
    Analysis analysis = analyses.analyze(id);
    assertThat(analysis.status()).isEqualTo(Status.SCORED);
    assertThat(analysis.subjectId()).isEqualTo("ann");
    assertThat(Objects.requireNonNull(analysis.features()).survey()).contains("niacinamide");
    assertThat(made(analysis).products()).isNotEmpty();
    assertThat(shown("ann")).isEqualTo(made(analysis));
    SkinFeatures stored = fixture.get(FeatureReader.class).findFeatures("ann").orElseThrow();
    assertThat(stored.uploadId()).isEqualTo(id);

    assertThat(analyses.analyze(id)).isEqualTo(analysis);
    assertThat(analyses.find(analysis.id())).contains(analysis);
    assertThat(analyses.findByUpload(id)).contains(analysis);
    assertThat(analyses.list("ann", 5)).containsExactly(analysis);
    SavedLook look = fixture.get(SavedLooks.class).find(id).orElseThrow();
    assertThat(look.saved()).isFalse();
    assertThat(look.look()).isEqualTo(made(analysis).look());

    // A survey that is said anew is another input; the bulk job finds nothing left to do.
    assertThat(desk.survey(id, json("{\"subject_id\": \"eve\", \"age\": 30}"))).isTrue();
    Analysis again = analyses.analyze(id);
    assertThat(again.id()).isNotEqualTo(analysis.id());
    assertThat(again.subjectId()).isEqualTo("ann");
    assertThat(fixture.get(FeatureReader.class).findFeatures("eve")).isEmpty();
  }

  @Test
  void standsBeforeThePublicationUntilThatKnowsAsMuch() throws Exception {
    String id = fixture.upload("pia", fixture.selfie(2), null);
    String product = made(analyses.analyze(id)).products().get(0).id();
    fixture.get(PublicationService.class).recommend(true);
    assertThat(live.find(List.of("pia"))).isEmpty();
    assertThat(fixture.get(FeatureReader.class).findRecommendation("pia")).isPresent();

    FeedbackDesk.Taken taken =
        feedback.add("pia", List.of(new Said(product, InteractionKind.REACTED_BADLY, null)));
    assertThat(taken).isEqualTo(new FeedbackDesk.Taken(1, 0, List.of(), true));
    assertThat(shown("pia").productIds()).doesNotContain(product).isNotEmpty();
    assertThat(made(analyses.analyze(id))).isEqualTo(shown("pia"));
    assertThat(fixture.get(SavedLooks.class).find(id).orElseThrow().look())
        .isEqualTo(shown("pia").look());
    fixture.get(PublicationService.class).recommend(true);
    assertThat(live.find(List.of("pia"))).isEmpty();
    assertThat(fixture.get(FeatureReader.class).findRecommendation("pia").orElseThrow().body())
        .doesNotContain("\"" + product + "\"");
  }

  @Test
  void saysWhatItDoesNotTake() throws Exception {
    for (Wanted wrong :
        List.of(
            wanted(null, "text/html", null, null),
            wanted(null, "image/jpeg", 0L, null),
            wanted(null, "image/jpeg", UploadDesk.MOST_BYTES + 1, null),
            wanted("a' or 1=1", "image/jpeg", null, null),
            wanted("", "image/jpeg", null, null),
            wanted("a", "image/jpeg", null, "{\"age\": -1}"))) {
      assertThatThrownBy(() -> desk.begin(wrong))
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("; expected ");
    }
    Ticket ticket = desk.begin(wanted("kim", "image/png", 5L, null));
    assertThat(ticket.toString()).doesNotContain("X-Amz");
    assertThat(ServingFixture.put(ticket, json("longer"))).isEqualTo(403);
    assertThat(analyses.analyze(ticket.uploadId()).status()).isEqualTo(Status.NOT_ARRIVED);
    assertThat(ServingFixture.put(ticket, json("hello"))).isEqualTo(200);
    Analysis analysis = analyses.analyze(ticket.uploadId());
    assertThat(analysis.status()).isEqualTo(Status.SET_ASIDE);
    assertThat(analysis.reason()).isEqualTo(OutcomeReason.NOT_A_PICTURE);
    assertThat(analysis.detail()).isNotEmpty();
    assertThat(analyses.analyze(ticket.uploadId())).isEqualTo(analysis);
    assertThat(desk.renew(ticket.uploadId(), "image/jpeg", null)).isPresent();
    assertThat(desk.renew("nobody", "image/jpeg", null)).isEmpty();
    assertThat(desk.survey("nobody\0", json("{}"))).isFalse();
    assertThatThrownBy(() -> analyses.analyze("a/b")).hasMessageContaining("no id of an upload");
  }

  @Test
  void doesNotScoreASelfieWhoseSurveyCannotBeRead() throws Exception {
    String id = fixture.upload("lee", fixture.selfie(3), null);
    fixture.storage().write("incoming/" + id + "/survey.json", json("{"), "text/plain");
    Analysis analysis = analyses.analyze(id);
    assertThat(analysis.reason()).isEqualTo(OutcomeReason.SURVEY_INVALID);
    assertThat(fixture.get(FeatureReader.class).findFeatures("lee")).isEmpty();
    assertThat(live.find(List.of("lee"))).isEmpty();
    assertThat(desk.survey(id, json("{}"))).isTrue();
    assertThat(analyses.analyze(id).status()).isEqualTo(Status.SCORED);
  }

  @Test
  void givesAnUploadToWhoeverClaimsItFirst() throws Exception {
    String id = fixture.upload(null, fixture.selfie(4), "{\"subject_id\": \"zoe\", \"age\": 44}");
    Analysis nobodys = analyses.analyze(id);
    assertThat(nobodys.subjectId()).isNull();
    assertThat(made(nobodys).products()).isNotEmpty();
    assertThat(fixture.get(FeatureReader.class).findFeatures("zoe")).isEmpty();
    assertThat(desk.claim(id, "may")).isTrue();
    assertThat(desk.claim(id, "may")).isTrue();
    assertThat(desk.claim(id, "zoe")).isFalse();
    assertThat(desk.claim("nobody", "zoe")).isFalse();
    Analysis mays = analyses.analyze(id);
    assertThat(mays.subjectId()).isEqualTo("may");
    assertThat(Objects.requireNonNull(mays.features()).survey()).contains("44");
    assertThat(analyses.list("may", 9)).extracting(Analysis::id).contains(nobodys.id(), mays.id());
    assertThat(shown("may")).isEqualTo(made(mays));
  }

  @Test
  void joinsASurveyAloneWithWhatIsKnown() throws Exception {
    Analysis alone = analyses.survey("sue", json("{\"skin_type\": \"oily\"}"));
    assertThat(alone.status()).isEqualTo(Status.ABSTAINED);
    assertThat(alone.reason()).isEqualTo(OutcomeReason.NO_SELFIE);
    assertThat(shown("sue").skinType()).isEqualTo("OILY");
    analyses.analyze(fixture.upload("sue", fixture.selfie(5), null));
    Analysis joined = analyses.survey("sue", json("{\"pregnant\": true}"));
    assertThat(joined.status()).isEqualTo(Status.SCORED);
    assertThat(Objects.requireNonNull(joined.features()).answered()).isTrue();
    assertThat(joined.features().survey()).contains("pregnant");
    assertThatThrownBy(() -> analyses.survey("sue", json("{\"skin_type\": 1}")))
        .hasMessageContaining("skin_type is 1; expected one of");
  }

  @Test
  void keepsNothingOfBytes() {
    Analysis analysis =
        analyses.analyze(fixture.selfie(6), json("{\"subject_id\": \"sly\", \"age\": 20}"));
    assertThat(analysis.status()).isEqualTo(Status.SCORED);
    assertThat(made(analysis).products()).isNotEmpty();
    assertThat(analysis.subjectId()).isNull();
    assertThat(analyses.find(analysis.id())).isEmpty();
    assertThat(fixture.tablesWith("unkept")).isEmpty();
    assertThat(fixture.tablesWith("sly")).isEmpty();
    assertThat(analyses.analyze(json("no picture"), null).reason())
        .isEqualTo(OutcomeReason.NOT_A_PICTURE);
    assertThat(analyses.analyze(fixture.selfie(6), json("{\"age\": \"x\"}")).reason())
        .isEqualTo(OutcomeReason.SURVEY_INVALID);
    assertThat(
            analyses.analyze(fixture.selfie(6), json("{\"consent\": {\"score\": false}}")).reason())
        .isEqualTo(OutcomeReason.NO_CONSENT);
  }

  @Test
  void refusesFeedbackThatCannotBe() {
    Instant tomorrow = fixture.get(Clock.class).instant().plus(Duration.ofDays(1));
    assertThat(
            feedback
                .add("ghost", List.of(new Said("cosrx-bha", InteractionKind.LIKED, null)))
                .refused())
        .containsExactly(new FeedbackDesk.Refused(0, "no features of subject 'ghost'"));
    analyses.survey("fay", json("{}"));
    analyses.survey("fay", json("{\"age\": 40}"));
    FeedbackDesk.Taken taken =
        feedback.add(
            "fay",
            List.of(
                new Said("no\0thing", InteractionKind.LIKED, null),
                new Said("cosrx-bha", InteractionKind.LIKED, null),
                new Said("cosrx-bha", InteractionKind.BOUGHT, tomorrow)));
    assertThat(taken.added()).isEqualTo(1);
    assertThat(taken.recomputed()).isFalse();
    assertThat(taken.refused()).extracting(FeedbackDesk.Refused::index).containsExactly(0, 2);
  }

  @Test
  void neverTakesASavedLookBack() throws Exception {
    SavedLooks looks = fixture.get(SavedLooks.class);
    Analysis analysis = analyses.analyze(fixture.upload("liv", fixture.selfie(7), null));
    String id = Objects.requireNonNull(analysis.uploadId());
    SavedLook suggested = looks.find(id).orElseThrow();
    Recommendation.Look other = made(analysis).moreLooks().get(0);
    SavedLook saved =
        looks.keep(
            new SavedLook(
                "liv", id, "unknown", "oval", "full", "almond", other, true, Instant.EPOCH));
    assertThat(saved.saved()).isTrue();
    assertThat(
            looks.keep(
                new SavedLook(
                    "liv", id, "unknown", "oval", "full", "almond", other, false, Instant.EPOCH)))
        .isEqualTo(saved);
    assertThat(looks.find(id)).contains(saved);
    assertThat(looks.list("liv")).containsExactly(saved, suggested);
  }

  @Test
  void tellsWhoseLiveRecommendationChanged() {
    long before = live.revision();
    live.put("rex", "{\"mark\": 1}", fixture.get(Clock.class).instant());
    assertThat(live.revision()).isEqualTo(before + 1);
    assertThat(live.changedSince(before)).isEqualTo(Set.of("rex"));
    assertThat(live.find(List.of("rex", "tex"))).containsOnlyKeys("rex");
    live.erase("rex");
    assertThat(live.find(List.of("rex"))).isEmpty();
    assertThat(live.changedSince(before + 1)).isEqualTo(Set.of("rex"));
    assertThat(live.changedSince(live.revision())).isEmpty();
  }

  @Test
  void erasesAgainWhatACrashLeft() throws Exception {
    String id = fixture.upload("len", fixture.selfie(9), null);
    analyses.analyze(id);
    LiveRecommendations broken = Mockito.mock(LiveRecommendations.class);
    Mockito.doThrow(new IllegalStateException("crash")).when(broken).erase("len");
    TransactionTemplate transaction =
        new TransactionTemplate(fixture.get(PlatformTransactionManager.class));
    WholeErasure crashing =
        new WholeErasure(
            new WholeErasure.Rooms(
                fixture.get(EraseUploads.class),
                fixture.get(FeatureStore.class),
                fixture.get(Publications.class),
                fixture.get(Choices.class),
                fixture.get(Interactions.class)),
            fixture.get(UploadRows.class),
            fixture.get(AnalysisRows.class),
            fixture.get(JdbcSavedLooks.class),
            broken,
            fixture.get(RecommendNow.class),
            transaction);
    assertThatThrownBy(() -> crashing.erase("len")).hasMessage("crash");
    assertThat(fixture.keysOf(id)).isEmpty();
    assertThat(fixture.get(FeatureReader.class).findFeatures("len")).isPresent();
    Erasure.Erased rest = fixture.get(Erasure.class).erase("len");
    assertThat(rest.uploads()).isEqualTo(1);
    assertThat(rest.features()).isEqualTo(1);
    assertThat(fixture.tablesWith(id)).isEmpty();
  }

  @Test
  void erasesEverythingOfAPersonAndNothingOfOthers() throws Exception {
    byte[] selfie = fixture.selfie(8);
    String first = fixture.upload("quit", selfie, "{\"age\": 30}");
    String product = made(analyses.analyze(first)).products().get(0).id();
    String broken = fixture.upload("quit", json("no picture"), null);
    analyses.analyze(broken);
    Ticket late = desk.begin(wanted("quit", "image/jpeg", null, null));
    analyses.survey("quit", json("{\"age\": 31}"));
    feedback.add("quit", List.of(new Said(product, InteractionKind.REACTED_BADLY, null)));
    String others = fixture.upload("stay", selfie, "{\"age\": 30}");
    analyses.analyze(others);
    fixture.get(PublicationService.class).recommend(true);

    Erasure.Erased erased = fixture.get(Erasure.class).erase("quit");
    assertThat(erased.uploads()).isEqualTo(4);
    assertThat(erased.objects()).isGreaterThanOrEqualTo(6);
    assertThat(erased.features()).isEqualTo(2);
    assertThat(erased.recommendations()).isEqualTo(1);
    assertThat(erased.analyses()).isEqualTo(3);
    assertThat(erased.looks()).isPositive();
    assertThat(erased.interactions()).isEqualTo(1);
    assertThat(fixture.tablesWith("\"quit\"")).containsExactly("serving.live_recommendation");
    assertThat(fixture.tablesWith(first)).isEmpty();
    for (String id : List.of(first, broken, late.uploadId())) {
      assertThat(fixture.keysOf(id)).isEmpty();
    }
    assertThat(fixture.get(Erasure.class).erase("quit"))
        .isEqualTo(new Erasure.Erased(0, 0, 0, 0, 0, 0, 0));

    // What a signed URL still brings, and the next runs, bring nothing back.
    assertThat(ServingFixture.put(late, selfie)).isEqualTo(200);
    assertThat(analyses.analyze(late.uploadId()).status()).isEqualTo(Status.NOT_ARRIVED);
    assertThat(fixture.keysOf(late.uploadId())).isEmpty();
    fixture.storage().write("uploads/" + first + "/selfie.jpg", selfie, "image/jpeg");
    fixture.get(ScoringService.class).score(ScoringService.Request.all(Duration.ZERO));
    fixture.get(PublicationService.class).recommend(true);
    assertThat(fixture.tablesWith("\"quit\"")).containsExactly("serving.live_recommendation");
    assertThat(fixture.tablesWith(first)).isEmpty();
    assertThat(fixture.get(Interactions.class).badReactions()).doesNotContainKey("quit");

    assertThat(fixture.get(FeatureReader.class).findFeatures("stay")).isPresent();
    assertThat(fixture.get(FeatureReader.class).findRecommendation("stay")).isPresent();
    assertThat(fixture.get(Outcomes.class).of(others)).hasSize(1);
    assertThat(fixture.keysOf(others)).hasSize(2);
  }
}
