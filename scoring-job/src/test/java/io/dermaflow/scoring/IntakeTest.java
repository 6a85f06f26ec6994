package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.datasets.internal.s3.S3AutoConfiguration;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.datasets.rendered.BadUpload;
import io.dermaflow.datasets.rendered.BadUploadRenderer;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scoring.IntakeItem.Outcome;
import io.dermaflow.scoring.internal.jdbc.ScoringAutoConfiguration;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import io.dermaflow.testing.TestServices;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a real bucket. */
class IntakeTest {

  private final SettableClock clock = new SettableClock();
  private final ObjectStorage storage =
      new S3AutoConfiguration().objectStorage(TestServices.newBucket(), Clock.systemUTC());
  private final IntakeLog log =
      new ScoringAutoConfiguration()
          .intakeLog(TestDatabase.with(ScoringAutoConfiguration.SCHEMA).dataSource());
  private final Intake intake = new Intake(storage, log, 3, clock);
  private final PictureInspector inspector =
      new PictureInspector(PictureLimits.DEFAULT.withMinSide(1));

  @AfterEach
  void close() {
    storage.close();
  }

  private void put(String name, byte[] bytes) {
    storage.write("incoming/" + name, bytes, "image/jpeg");
  }

  private List<String> keys(String prefix) {
    try (Stream<StoredObject> objects = storage.list(prefix)) {
      return objects.map(StoredObject::key).toList();
    }
  }

  private byte[] read(String key) {
    return storage.read(key, 30 << 20);
  }

  private Picture decoded(byte[] bytes) {
    return Originals.CODEC.decode(bytes, (Inspection.Accepted) inspector.inspect(bytes), 2000);
  }

  private static IntakeReport accepted(int count) {
    return new IntakeReport(count, Map.of(), 0);
  }

  @Test
  void rewritesSelfiesWithoutMetadataUnderTheNameOfWhatTheyAre() {
    Map<String, byte[]> originals = new LinkedHashMap<>();
    originals.put("a/selfie.png", Originals.jpeg(1));
    originals.put("b/selfie.jpg", Originals.png(2));
    originals.put("c/selfie", Originals.webp(3));
    originals.put("d/selfie.HEIC", Originals.plainJpeg(4));
    originals.forEach(this::put);
    storage.write("datasets/objects/x", new byte[] {1}, "image/jpeg");

    assertThat(intake.run()).isEqualTo(accepted(4));

    assertThat(keys(""))
        .containsExactly(
            "datasets/objects/x",
            "uploads/a/selfie.jpg",
            "uploads/b/selfie.png",
            "uploads/c/selfie.webp",
            "uploads/d/selfie.jpg");
    List<byte[]> before = List.copyOf(originals.values());
    List<String> after = keys("uploads/");
    for (int i = 0; i < 4; i++) {
      byte[] copy = read(after.get(i));
      assertThat(new String(copy, StandardCharsets.ISO_8859_1))
          .as(after.get(i))
          .doesNotContain(Originals.SECRET);
      assertThat(decoded(copy).rgb()).as(after.get(i)).isEqualTo(decoded(before.get(i)).rgb());
    }
    assertThat(read("uploads/d/selfie.jpg")).isEqualTo(Originals.plainJpeg(4));
    assertThat(intake.run()).isEqualTo(IntakeReport.NOTHING);
  }

  @Test
  void keepsAPhotographUprightAndForgetsWhereItWasTaken() {
    put("a/selfie.jpg", Originals.jpeg(1));
    intake.run();
    byte[] copy = read("uploads/a/selfie.jpg");
    assertThat(inspector.inspect(copy))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.JPEG, 96, 64));
    Picture picture = decoded(copy);
    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(96);
    String text = new String(copy, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("Exif\0\0MM").doesNotContain("%\u0088", "\u0088%", "motion");
  }

  @Test
  void saysWhatItTookOfWhichUpload() {
    put("a/survey.json", Originals.survey("{\"skin_type\": \"dry\", \"later\": [1]}"));
    put("a/selfie.jpg", Originals.png(1));
    StoredObject original = storage.find("incoming/a/selfie.jpg").orElseThrow();
    UploadIntake taken = intake.run("a");
    assertThat(taken.left()).isZero();
    assertThat(taken.findSelfie())
        .hasValue(
            new IntakeItem(
                "a",
                "selfie.jpg",
                original.etag(),
                original.size(),
                Outcome.ACCEPTED,
                null,
                null,
                "uploads/a/selfie.png",
                clock.instant()));
    assertThat(taken.findSurvey().orElseThrow().key()).isEqualTo("uploads/a/survey.json");
    assertThat(read("uploads/a/survey.json"))
        .isEqualTo(Originals.survey("{\"skin_type\": \"dry\", \"later\": [1]}"));
    assertThat(intake.run("a")).isEqualTo(taken);
    assertThat(intake.run("b")).isEqualTo(new UploadIntake("b", List.of(), 0));
  }

  @Test
  void takesOneUploadAndLeavesTheOthers() {
    put("a/selfie.jpg", Originals.plainJpeg(1));
    put("ab/selfie.jpg", Originals.plainJpeg(2));
    assertThat(intake.run("a").items()).hasSize(1);
    assertThat(keys("")).containsExactly("incoming/ab/selfie.jpg", "uploads/a/selfie.jpg");
    for (String strange : List.of("", "..", "a/b", "_strange", "x".repeat(129))) {
      assertThatThrownBy(() -> intake.run(strange))
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("is no id of an upload");
    }
  }

  @Test
  void setsAsideWhatIsNoSelfieAndNoSurveyWithItsReason() {
    SelfiePlanner planner = new SelfiePlanner(5);
    SelfieRenderer renderer = new SelfieRenderer(96, Originals.CODEC);
    BadUploadRenderer bad = new BadUploadRenderer(planner, renderer, Originals.CODEC);
    Map<String, byte[]> originals = new LinkedHashMap<>();
    originals.put("cut/selfie.jpg", bad.render(BadUpload.CUT_OFF, 1));
    originals.put("empty/selfie.jpg", new byte[0]);
    originals.put("html/selfie.jpg", Originals.survey("<html><script>alert(1)</script></html>"));
    originals.put("huge/selfie.jpg", bad.render(BadUpload.HUGE_HEADER, 1));
    originals.put("large/selfie.jpg", new byte[(20 << 20) + 1]);
    originals.put("long/survey.json", Originals.survey("\"" + "x".repeat(1 << 20) + "\""));
    originals.put("nan/survey.json", Originals.survey("{\"age\": NaN}"));
    originals.put("purple/survey.json", Originals.survey("{\"skin_type\": \"purple\"}"));
    originals.put("svg/selfie.jpg", Originals.survey("<svg xmlns='http://www.w3.org/2000/svg'/>"));
    originals.put("text/selfie.jpg", bad.render(BadUpload.TEXT, 1));
    originals.forEach(this::put);
    put("good/selfie.jpg", Originals.jpeg(1));

    IntakeReport report = intake.run();

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.refused())
        .containsOnly(
            entry(OutcomeReason.CUT_OFF, 1L),
            entry(OutcomeReason.NOT_A_PICTURE, 4L),
            entry(OutcomeReason.TOO_LARGE, 3L),
            entry(OutcomeReason.SURVEY_INVALID, 2L));
    assertThat(report.refusals()).isEqualTo(10);
    assertThat(keys("incoming/")).isEmpty();
    assertThat(keys("uploads/")).containsExactly("uploads/good/selfie.jpg");
    originals.forEach(
        (name, bytes) -> assertThat(read("incoming-refused/" + name)).as(name).isEqualTo(bytes));
    assertThat(keys("incoming-refused/")).hasSize(10);
    assertThat(log.refused(100)).hasSize(10);
    assertThat(intake.run("purple").findSurvey().orElseThrow())
        .satisfies(
            item -> {
              assertThat(item.accepted()).isFalse();
              assertThat(item.reason()).isEqualTo(OutcomeReason.SURVEY_INVALID);
              assertThat(item.evidence()).contains("purple").contains("combo");
              assertThat(item.key()).isEqualTo("incoming-refused/purple/survey.json");
            });
    assertThat(intake.run("long").items().get(0).evidence())
        .isEqualTo("1048578 bytes, at most 65536");
    assertThat(intake.run()).isEqualTo(IntakeReport.NOTHING);
  }

  @Test
  void setsAsideWhatHasAStrangeName() {
    byte[] jpeg = Originals.plainJpeg(1);
    List<String> plain = List.of("a/notes.txt", "a/selfie.jpg.exe", "a/survey.JSON");
    List<String> strange =
        List.of("selfie.jpg", "a/b/selfie.jpg", "a b/selfie.jpg", "é/selfie.jpg", "_x/selfie.jpg");
    plain.forEach(name -> put(name, jpeg));
    strange.forEach(name -> put(name, jpeg));

    assertThat(intake.run()).isEqualTo(new IntakeReport(0, Map.of(OutcomeReason.BAD_NAME, 8L), 0));

    assertThat(keys("incoming/")).isEmpty();
    assertThat(keys("uploads/")).isEmpty();
    assertThat(keys("incoming-refused/"))
        .hasSize(8)
        .containsAll(plain.stream().map(name -> "incoming-refused/" + name).toList());
    assertThat(log.refused(10))
        .allSatisfy(item -> assertThat(read(item.key())).isEqualTo(jpeg))
        .extracting(item -> item.uploadId() + "|" + item.name())
        .contains("|selfie.jpg", "a|b/selfie.jpg", "a b|selfie.jpg", "é|selfie.jpg")
        .doesNotHaveDuplicates();
  }

  @Test
  void takesTheSameUploadAgainAndChangesNothing() {
    put("a/selfie.jpg", Originals.jpeg(1));
    intake.run();
    String etag = storage.find("uploads/a/selfie.jpg").orElseThrow().etag();
    put("a/selfie.jpg", Originals.jpeg(1));
    assertThat(intake.run()).isEqualTo(accepted(1));
    assertThat(storage.find("uploads/a/selfie.jpg").orElseThrow().etag()).isEqualTo(etag);
    assertThat(log.find("a")).hasSize(1);
    assertThat(keys("")).containsExactly("uploads/a/selfie.jpg");
  }

  @Test
  void takesAnOverwrittenUploadAsANewInput() {
    put("a/selfie.jpg", Originals.png(1));
    intake.run();
    clock.advance(Duration.ofHours(1));
    put("a/selfie.jpg", Originals.jpeg(2)); // another format: the PNG must not stay beside it
    assertThat(intake.run("a").findSelfie().orElseThrow().key()).isEqualTo("uploads/a/selfie.jpg");
    clock.advance(Duration.ofHours(1));
    assertThat(keys("")).containsExactly("uploads/a/selfie.jpg");
    put("a/selfie.jpg", new byte[9]);
    assertThat(intake.run("a").findSelfie().orElseThrow().accepted()).isFalse();
    assertThat(keys("")).containsExactly("incoming-refused/a/selfie.jpg", "uploads/a/selfie.jpg");
    assertThat(log.find("a"))
        .extracting(IntakeItem::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.REFUSED);
  }
}
