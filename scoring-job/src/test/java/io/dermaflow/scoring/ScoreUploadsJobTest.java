package io.dermaflow.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.BadUpload;
import io.dermaflow.datasets.rendered.BadUploadRenderer;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.Condition;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.SkinScore;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.Verdict;
import io.dermaflow.progress.Progress;
import io.dermaflow.testing.JobContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(180)
class ScoreUploadsJobTest {

  @TempDir Path folder;
  private JobContext context;
  private ObjectStorage storage;
  private SelfieRenderer renderer;
  private BadUploadRenderer bad;
  private final SelfiePlanner planner = new SelfiePlanner(13);
  private ModelVersion model;

  @BeforeEach
  void start() throws Exception {
    context =
        JobContext.start(
            new JobContext.Beans()
                .with(TrackingSettings.class, TrackingSettings.NONE)
                .with(
                    ScoringSettings.class,
                    ScoringSettings.of(PredictorEngine.Kind.ONNX, folder.resolve("cache"))));
    storage = context.get(ObjectStorage.class);
    PictureCodec codec = context.get(PictureCodec.class);
    renderer = new SelfieRenderer(320, codec);
    bad = new BadUploadRenderer(planner, renderer, codec);
    model = register();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  /** An untrained network does for counting rows. */
  private ModelVersion register() throws Exception {
    NetworkSpec spec = new NetworkSpec(0.35, 96, List.of(Head.values()));
    Path onnx = folder.resolve("m.onnx");
    try (TrainableNetwork network =
        context.get(NetworkTrainer.class).create(spec, new LearningRate(0.01, 1, 1), 3)) {
      new io.dermaflow.models.internal.onnx.OnnxAutoConfiguration()
          .networkWriter()
          .write(network.inference(), onnx);
    }
    storage.writeFile("models/m.onnx", onnx, "application/octet-stream");
    return context
        .get(ModelRegistry.class)
        .register(
            new ModelRegistry.Candidate(
                "skin",
                new ModelVersion.Provenance("run", "d", 1, "digest", "scratch", 1),
                spec,
                Preprocessing.of(96, context.get(FaceDetectors.class).preferred().name()),
                new ModelVersion.Artifacts("models/m.onnx", Digests.sha256(onnx), "z", "z"),
                0,
                Map.of(),
                Map.of(),
                null,
                Map.of(),
                Verdict.PROMOTED,
                List.of()));
  }

  private void upload(String id, byte[] selfie, String survey) {
    storage.write("uploads/" + id + "/survey.json", survey.getBytes(UTF_8), "application/json");
    storage.write("uploads/" + id + "/selfie.jpg", selfie, "image/jpeg");
  }

  private void faces(int from, int to) {
    for (int i = from; i < to; i++) {
      upload(
          "face-%03d".formatted(i),
          renderer.jpeg(planner.plan(i)),
          "{\"subject_id\": \"s%d\", \"skin_type\": \"dry\"}".formatted(i));
    }
  }

  private JobExecution score(long sequence) {
    try {
      return context
          .get(JobOperator.class)
          .start(
              context.get("scoreUploadsJob", Job.class),
              new JobParametersBuilder()
                  .addString("source", source())
                  .addString("model", "skin")
                  .addLong("model_version", 1L)
                  .addLong("limit", 0L)
                  .addLong("wait_seconds", 0L)
                  .addString("results", "serving")
                  .addString("intake", "list")
                  .addLong("sequence", sequence)
                  .toJobParameters());
    } catch (JobExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcomes.Tally tally(JobExecution execution) {
    return context.get(Outcomes.class).tally(run(execution));
  }

  private ScoringRun run(JobExecution execution) {
    return new ScoringRun(
        execution.getJobInstanceId(), source(), model.id(), model.preprocessing().hash(), false);
  }

  private String source() {
    return "s3://" + context.get(StorageSettings.class).bucket() + "/uploads";
  }

  private long rows(String table) {
    return context
        .get(JdbcClient.class)
        .sql("select count(*) from " + table)
        .query(Long.class)
        .single();
  }

  @Test
  void scoresEveryUploadOnceAndNothingTheSecondTime() {
    faces(0, 6);
    JobExecution first = score(1);
    assertThat(first.getAllFailureExceptions()).isEmpty();
    assertThat(tally(first)).isEqualTo(new Outcomes.Tally(6, 0, 0));
    SkinFeatures features = context.get(FeatureReader.class).findFeatures("s3").orElseThrow();
    Map<Condition, Double> conditions = new EnumMap<>(Condition.class);
    features.conditions().forEach((name, p) -> conditions.put(Condition.valueOf(name), p));
    assertThat(features.skinScore()).isEqualTo(SkinScore.of(conditions));
    assertThat(features.modelId()).isEqualTo(model.id());
    assertThat(tally(score(2)).total()).isZero();
    assertThat(rows("features.skin_history")).isEqualTo(6);
  }

  @Test
  void scoresAnOverwrittenSelfieAsANewInput() {
    faces(0, 1);
    score(1);
    upload("face-000", renderer.jpeg(planner.plan(77)), "{\"subject_id\": \"s0\"}");
    assertThat(tally(score(2)).scored()).isEqualTo(1);
    assertThat(rows("features.skin_history")).isEqualTo(2);
  }

  @Test
  void saysOfEveryBadUploadWhyAndScoresTheRest() {
    faces(0, 2);
    for (BadUpload kind : BadUpload.values()) {
      upload("zz-" + kind, bad.render(kind, 5), "{}");
    }
    upload("zz-survey", renderer.jpeg(planner.plan(9)), "{\"skin_type\": \"purple\"}");
    JobExecution execution = score(1);
    assertThat(tally(execution)).isEqualTo(new Outcomes.Tally(2, 5, 4));
    assertThat(context.get(Outcomes.class).reasons(run(execution)))
        .containsOnlyKeys(
            "NO_FACE",
            "SEVERAL_FACES",
            "TOO_DARK",
            "BLURRED",
            "TOO_SMALL",
            "CUT_OFF",
            "NOT_A_PICTURE",
            "TOO_LARGE",
            "SURVEY_INVALID");
    assertThat(context.get(Outcomes.class).quarantine(new Outcomes.Filter(List.of(), "", 20)))
        .filteredOn(o -> o.uploadId().equals("zz-survey"))
        .first()
        .satisfies(o -> assertThat(o.evidence()).contains("purple").contains("combo"));
  }

  @Test
  void goesOnAfterTheLastBlockThatWasWritten() {
    byte[] selfie = renderer.jpeg(planner.plan(1));
    for (int i = 0; i < 70; i++) {
      upload("face-%03d".formatted(i), selfie, "{\"subject_id\": \"s%d\"}".formatted(i));
    }
    JdbcClient jdbc = context.get(JdbcClient.class);
    // The second block of 64 breaks after features were written.
    jdbc.sql(
            """
            create function scoring.break() returns trigger language plpgsql as
            $$ begin
                 if (select count(*) from scoring.outcome) >= 64 then
                   raise exception 'broken';
                 end if;
                 return new;
               end $$
            """)
        .update();
    jdbc.sql(
            "create trigger breaks before insert on scoring.outcome for each row execute function scoring.break()")
        .update();
    JobExecution failed = score(1);
    assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(rows("features.skin_history")).isEqualTo(64);
    assertThat(rows("scoring.outcome")).isEqualTo(64);
    assertThat(status(failed).done()).isEqualTo(64);

    jdbc.sql("drop trigger breaks on scoring.outcome").update();
    JobExecution restarted = score(1);
    assertThat(restarted.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(restarted.getJobInstanceId()).isEqualTo(failed.getJobInstanceId());
    assertThat(tally(restarted).scored()).isEqualTo(70);
    assertThat(rows("features.skin_history")).isEqualTo(70);
    assertThat(status(restarted)).isEqualTo(new Shards.Status(70, 70, 1, 0, 0, 0));
    assertThat(rows("scoring.shard_item")).isZero();
  }

  private Shards.Status status(JobExecution execution) {
    return context.get(Shards.class).status(execution.getJobInstanceId());
  }

  @Test
  void keepsWhatASurveyAloneSaysAndScoresTheSelfieWhenItComes() {
    storage.write(
        "uploads/u/survey.json",
        "{\"subject_id\": \"s0\", \"skin_type\": \"oily\"}".getBytes(UTF_8),
        "application/json");
    JobExecution first = score(1);
    assertThat(tally(first)).isEqualTo(new Outcomes.Tally(0, 1, 0));
    SkinFeatures said = context.get(FeatureReader.class).findFeatures("s0").orElseThrow();
    assertThat(said.survey()).contains("oily");
    assertThat(said.severity()).isNull();
    assertThat(said.abstained()).containsEntry("severity", "NO_SELFIE");

    storage.write("uploads/u/selfie.jpg", renderer.jpeg(planner.plan(1)), "image/jpeg");
    assertThat(tally(score(2))).isEqualTo(new Outcomes.Tally(1, 0, 0));
    assertThat(context.get(FeatureReader.class).findFeatures("s0").orElseThrow().severity())
        .isNotNull();
  }

  @Test
  void takesAChangedSurveyWithoutAnotherOutcome() {
    faces(0, 1);
    score(1);
    upload("face-000", renderer.jpeg(planner.plan(0)), "{\"subject_id\": \"s0\", \"age\": 30}");
    assertThat(tally(score(2)).scored()).isEqualTo(1);
    assertThat(rows("scoring.outcome")).isEqualTo(1);
    assertThat(context.get(FeatureReader.class).findFeatures("s0").orElseThrow().survey())
        .contains("30");
  }

  @Test
  void scoresOnePictureExactlyAsInBulk() {
    faces(0, 5);
    score(1);
    ScoreNow now = context.get(ScoreNow.class);
    for (int i = 0; i < 5; i++) {
      String id = "face-%03d".formatted(i);
      UploadOutcome alone = now.upload(storage, source(), "uploads/", id, model).orElseThrow();
      SkinFeatures bulk = context.get(FeatureReader.class).findFeatures("s" + i).orElseThrow();
      assertThat(alone.features())
          .usingRecursiveComparison()
          .ignoringFields("survey") // PostgreSQL writes JSON with other spaces
          .isEqualTo(bulk);
      assertThat(now.bytes(id, storage.read("uploads/" + id + "/selfie.jpg", 1 << 20), null, model))
          .satisfies(
              bytes -> {
                assertThat(bytes.outcome()).isEqualTo(Outcome.SCORED);
                assertThat(bytes.features().conditions()).isEqualTo(bulk.conditions());
                assertThat(bytes.features().measurements()).isEqualTo(bulk.measurements());
              });
    }
    assertThat(rows("features.skin_history")).isEqualTo(5);
    assertThat(rows("scoring.outcome")).isEqualTo(5);
    assertThat(now.upload(storage, source(), "uploads/", "nobody", model)).isEmpty();
  }

  @Test
  void scoresNothingWhoseNewestSurveyWasRefusedAtTheDoor() {
    upload("u", renderer.jpeg(planner.plan(1)), "{\"subject_id\": \"s0\"}");
    storage.write("incoming/u/survey.json", "{\"age\": -1}".getBytes(UTF_8), "text/plain");
    JobExecution execution = score(1);
    assertThat(context.get(Outcomes.class).reasons(run(execution)))
        .isEqualTo(Map.of("SURVEY_INVALID", 1));
    assertThat(rows("features.skin_history")).isZero();
    ScoreNow now = context.get(ScoreNow.class);
    assertThat(now.upload(storage, source(), "uploads/", "u", model).orElseThrow().reason())
        .isEqualTo("SURVEY_INVALID");
    storage.write("incoming/u/survey.json", "{\"age\": 1}".getBytes(UTF_8), "text/plain");
    assertThat(tally(score(2)).scored()).isEqualTo(1);
  }

  @Test
  void keepsWhatWasSaidBeforeASurveyThatSaysNothing() {
    upload("a", renderer.jpeg(planner.plan(1)), "{\"subject_id\": \"s0\", \"age\": 30}");
    score(1);
    upload("b", renderer.jpeg(planner.plan(2)), "{\"subject_id\": \"s0\"}");
    score(2);
    SkinFeatures joined = context.get(FeatureReader.class).findFeatures("s0").orElseThrow();
    assertThat(joined.uploadId()).isEqualTo("b");
    assertThat(joined.survey()).contains("30");
  }

  @Test
  void keepsTheResultOfASinglePictureForTheBulkJob() {
    faces(0, 2);
    context.get(ScoreNow.class).upload(storage, source(), "uploads/", "face-000", model);
    assertThat(tally(score(1)).scored()).isEqualTo(1);
    assertThat(rows("scoring.outcome")).isEqualTo(2);
  }

  @Test
  void refusesALateWorkerUntilTheShardIsItsOwnAgain() throws Exception {
    faces(0, 3);
    ScoreUploads scoring = context.get(ScoreUploads.class);
    ScoringRun run = new ScoringRun(900, source(), model.id(), model.preprocessing().hash(), false);
    scoring.intake(storage, "uploads/", source(), false, n -> {});
    context.get(Shards.class).plan(run, context.get(Clock.class).instant(), 0, 256);
    JdbcClient jdbc = context.get(JdbcClient.class);
    try (ScoreUploads.Session session = scoring.open(run, storage, model)) {
      ScoredBlock late = session.take();
      assertThat(late.outcomes()).hasSize(3);
      // As if it had stood still past its lease, and another machine had taken the shard.
      jdbc.sql(
              """
              update scoring.shard
                 set token = token + 1, owner = 'elsewhere/1/1', lease_until = now() + interval '1 h'
              """)
          .update();
      session.write(late);
      assertThat(session.effort().lateBlocks()).isEqualTo(1);
      assertThat(rows("scoring.outcome")).isZero();
      assertThat(rows("features.skin_history")).isZero();

      // That machine dies: the shard is free again, with a token of its own.
      jdbc.sql("update scoring.shard set lease_until = now() - interval '1 s'").update();
      ScoredBlock again = session.take();
      assertThat(again.shard().token()).isGreaterThan(late.shard().token() + 1);
      session.write(again);
      assertThat(session.take()).isNull();
      assertThat(session.effort().scored()).isEqualTo(3);
    }
    assertThat(rows("scoring.outcome")).isEqualTo(3);
    assertThat(rows("features.skin_history")).isEqualTo(3);
  }

  @Test
  void keepsShadowResultsAwayFromServingApps() {
    faces(0, 2);
    ScoringRun shadow =
        new ScoringRun(901, source(), model.id(), model.preprocessing().hash(), true);
    ScoreUploads scoring = context.get(ScoreUploads.class);
    scoring.intake(storage, "uploads/", source(), false, n -> {});
    context.get(Shards.class).plan(shadow, context.get(Clock.class).instant(), 0, 256);
    try {
      scoring.help(shadow, storage, model, Runnable::run, Progress.NONE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(rows("scoring.shadow_outcome")).isEqualTo(2);
    assertThat(rows("scoring.outcome")).isZero();
    assertThat(rows("features.skin_history")).isZero();
  }
}
