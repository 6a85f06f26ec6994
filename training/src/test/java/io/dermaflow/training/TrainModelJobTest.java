package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

class TrainModelJobTest {

  @TempDir Path folder;
  private TrainingFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = TrainingFixture.start(folder);
    fixture.writeFaces(folder.resolve("source"), 90);
    fixture.run(
        "ingestDatasetJob",
        new JobParametersBuilder()
            .addString("dataset", "faces")
            .addString("source", folder.resolve("source").toString())
            .toJobParameters());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private JobExecution train(long epochs, long sequence) {
    return fixture.run(
        "trainModelJob",
        new JobParametersBuilder()
            .addString("model", "skin")
            .addString("dataset", "faces")
            .addLong("dataset_version", 1L)
            .addString("recipe", "scratch")
            .addLong("epochs", epochs)
            .addLong("seed", 7L)
            .addLong("sequence", sequence)
            .toJobParameters());
  }

  private ModelRegistry registry() {
    return fixture.context().get(ModelRegistry.class);
  }

  private long outbox(String kind) {
    return fixture
        .context()
        .get(JdbcClient.class)
        .sql("select count(*) from models.outbox where kind = ?")
        .param(kind)
        .query(Long.class)
        .single();
  }

  @Test
  void trainsExportsRegistersAndPromotesAndDoesNothingTheSecondTime() {
    JobExecution execution = train(2, 1);
    assertThat(execution.getAllFailureExceptions()).isEmpty();
    ModelVersion champion = registry().findChampion("skin").orElseThrow();
    assertThat(champion.verdict()).isEqualTo(Verdict.PROMOTED);
    assertThat(champion.parity()).isLessThanOrEqualTo(1e-4);
    assertThat(champion.metrics().get("test")).containsOnlyKeys("severity");
    assertThat(champion.provenance().datasetDigest())
        .isEqualTo(
            fixture.context().get(DatasetLedger.class).find("faces", 1).orElseThrow().digest());
    ObjectStorage storage = fixture.context().get(ObjectStorage.class);
    assertThat(storage.find(champion.artifacts().onnxKey())).isPresent();
    assertThat(outbox("Metrics")).isEqualTo(3); // two epochs, and the test split
    assertThat(outbox("Finished")).isEqualTo(1);

    JobExecution again = train(2, 2);
    assertThat(again.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(registry().list("skin")).hasSize(1);
    assertThat(outbox("Metrics")).isEqualTo(3);
    // Not even begun: an execution that died after registering is not made up for by hours.
    assertThat(folder.resolve("work").resolve("runs").toFile().list()).isEmpty();
  }

  @Test
  void goesOnAfterAFailureWithoutTrainingAgain() {
    fixture.failWritesAfter(1); // the second artifact finds no storage
    JobExecution failed = train(1, 1);
    assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(registry().list("skin")).isEmpty();
    assertThat(registry().findChampion("skin")).isEmpty();

    fixture.failWritesAfter(Integer.MAX_VALUE);
    JobExecution restarted = train(1, 1);
    assertThat(restarted.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(registry().list("skin")).hasSize(1);
    assertThat(outbox("Metrics")).isEqualTo(2);
  }

  @Test
  @Timeout(60)
  void failsOnceWhenItsFolderCannotBeWritten() throws Exception {
    Path work = folder.resolve("work");
    Files.createDirectories(work);
    Files.writeString(work.resolve("prepared"), "in the way");
    assertThat(train(1, 1).getStatus()).isEqualTo(BatchStatus.FAILED);
    Files.delete(work.resolve("prepared"));
    assertThat(train(1, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void saysWhatIsMissingInADatasetWithoutTestItems() throws Exception {
    fixture.writeFaces(folder.resolve("tiny").resolve("train"), 3);
    fixture.run(
        "ingestDatasetJob",
        new JobParametersBuilder()
            .addString("dataset", "faces-tiny")
            .addString("source", folder.resolve("tiny").toString())
            .toJobParameters());
    JobExecution failed =
        fixture.run(
            "trainModelJob",
            new JobParametersBuilder()
                .addString("model", "skin")
                .addString("dataset", "faces-tiny")
                .addLong("dataset_version", 1L)
                .addString("recipe", "scratch")
                .addLong("epochs", 1L)
                .addLong("seed", 7L)
                .toJobParameters());
    assertThat(failed.getAllFailureExceptions().toString()).contains("has no test item");
  }

  @Test
  void asksForTheFaceDetectorThatTheRunBeganWith() {
    JobExecution failed =
        fixture.run(
            "trainModelJob",
            new JobParametersBuilder()
                .addString("model", "skin")
                .addString("dataset", "faces")
                .addLong("dataset_version", 1L)
                .addString("recipe", "scratch")
                .addString("detector", "rfb-320@01234567")
                .addLong("epochs", 1L)
                .addLong("seed", 7L)
                .toJobParameters());
    assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(failed.getAllFailureExceptions().toString())
        .contains("needs face detector rfb-320@01234567, which is not here");
  }
}
