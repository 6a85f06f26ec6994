package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LedgerItem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

class IngestDatasetJobTest {

  @TempDir Path folder;
  private TrainingFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = TrainingFixture.start(folder);
    fixture.writeFaces(folder.resolve("source"), 70);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private JobExecution run(Path source, long sequence) {
    return fixture.run(
        "ingestDatasetJob",
        new JobParametersBuilder()
            .addString("dataset", "faces")
            .addString("source", source.toString())
            .addLong("sequence", sequence)
            .toJobParameters());
  }

  private DatasetLedger ledger() {
    return fixture.context().get(DatasetLedger.class);
  }

  @Test
  void takesAFolderIntoASealedVersion() {
    JobExecution execution = run(folder.resolve("source"), 1);
    assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    DatasetVersion version = ledger().find("faces", 1).orElseThrow();
    assertThat(version.items()).isEqualTo(70);
    assertThat(version.splits()).containsOnlyKeys("train", "valid", "test");
    assertThat(version.quarantined()).isZero();
  }

  @Test
  void setsBadItemsAsideWithTheirReasonAndTakesTheRest() throws Exception {
    Path source = folder.resolve("source");
    Files.writeString(source.resolve("mild").resolve("text.jpg"), "no picture");
    Files.createDirectories(source.resolve("banana"));
    Files.copy(
        source.resolve("mild").resolve("face-1.jpg"), source.resolve("banana").resolve("b.jpg"));
    run(source, 1);
    assertThat(ledger().find("faces", 1).orElseThrow().items()).isEqualTo(70);
    assertThat(ledger().quarantine("faces"))
        .extracting(LedgerItem::reason)
        .containsExactly("NOT_A_PICTURE", "UNKNOWN_LABEL");
  }

  @Test
  void takesNothingTheSecondTime() {
    run(folder.resolve("source"), 1);
    JobExecution second = run(folder.resolve("source"), 2);
    assertThat(second.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(ledger().added("faces", second.getJobInstanceId()).added()).isZero();
    assertThat(ledger().list()).hasSize(1);
  }

  @Test
  void goesOnAfterAFailureBehindTheItemsItHad() throws Exception {
    Path source = folder.resolve("source");
    fixture.failWritesAfter(66);
    JobExecution failed = run(source, 1);
    assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(ledger().added("faces", failed.getJobInstanceId()).added()).isEqualTo(64);
    assertThat(ledger().find("faces", 0)).isEmpty();

    fixture.failWritesAfter(Integer.MAX_VALUE);
    JobExecution restarted = run(source, 1);
    assertThat(restarted.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(restarted.getJobInstanceId()).isEqualTo(failed.getJobInstanceId());
    assertThat(ledger().added("faces", failed.getJobInstanceId()).added()).isEqualTo(70);
  }

  @Test
  void failsOnASourceThatIsNotThereOrEmpty() throws Exception {
    assertThat(run(folder.resolve("missing"), 1).getAllFailureExceptions().toString())
        .contains("There is no folder");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(run(empty, 1).getAllFailureExceptions().toString()).contains("has no picture");
  }
}
