package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.VersionDiff;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.ids.Digests;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
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
    return runAs("faces", source, sequence);
  }

  private JobExecution runAs(String dataset, Path source, long sequence) {
    return fixture.run(
        "ingestDatasetJob",
        new JobParametersBuilder()
            .addString("dataset", dataset)
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
  void givesTheDigestOfAnUndisturbedRunAfterAFailure() throws Exception {
    Path source = folder.resolve("source");
    run(source, 1);
    String undisturbed = ledger().find("faces", 0).orElseThrow().digest();
    fixture.failWritesAfter(40);
    assertThat(runAs("other", source, 1).getStatus()).isEqualTo(BatchStatus.FAILED);
    fixture.failWritesAfter(Integer.MAX_VALUE);
    assertThat(runAs("other", source, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(ledger().find("other", 0).orElseThrow().digest()).isEqualTo(undisturbed);
  }

  @Test
  void givesTheDigestOfTheFolderForItsArchive() throws Exception {
    Path source = folder.resolve("source");
    run(source, 1);
    Path zip = folder.resolve("set.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("set/" + source.relativize(file)));
        Files.copy(file, out);
      }
    }
    assertThat(runAs("zipped", zip, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(ledger().find("zipped", 0).orElseThrow().digest())
        .isEqualTo(ledger().find("faces", 0).orElseThrow().digest());
  }

  @Test
  void keepsNoMetadataAndFindsCopiesThatAreScaledOrBrighter() throws Exception {
    Path source = folder.resolve("source");
    Path mild = source.resolve("mild");
    byte[] face;
    try (Stream<Path> files = Files.list(mild)) {
      face = Files.readAllBytes(files.sorted().findFirst().orElseThrow());
    }
    byte[] tagged = new byte[face.length + 12];
    byte[] comment = {(byte) 0xFF, (byte) 0xFE, 0, 10, 'G', 'P', 'S', ' ', 'h', 'e', 'r', 'e'};
    System.arraycopy(face, 0, tagged, 0, 2);
    System.arraycopy(comment, 0, tagged, 2, 12);
    System.arraycopy(face, 2, tagged, 14, face.length - 2);
    Files.write(mild.resolve("tagged.jpg"), tagged);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(face));
    BufferedImage small = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    small.createGraphics().drawImage(picture, 0, 0, 100, 100, null);
    ImageIO.write(small, "png", mild.resolve("small.png").toFile());

    run(source, 1);
    DatasetVersion version = ledger().find("faces", 0).orElseThrow();
    assertThat(version.items()).isEqualTo(71);
    assertThat(version.duplicates()).isEqualTo(1); // the comment was all that was different
    assertThat(ledger().likePairs(version, 100))
        .anySatisfy(pair -> assertThat(pair.keyA() + " " + pair.keyB()).contains("mild/small.png"));
    ObjectStorage storage = fixture.context().get(ObjectStorage.class);
    for (VersionItem item : ledger().items(version)) {
      byte[] kept = storage.read(item.objectKey(), 1 << 20);
      assertThat(Digests.sha256(kept)).isEqualTo(item.sha256());
      assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("GPS here");
    }
  }

  @Test
  void takesALabelThatWasCorrectedAndNothingElse() throws Exception {
    Path source = folder.resolve("source");
    Path manifest = source.resolve("manifest.csv");
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    StringBuilder rows = new StringBuilder("path,severity\n");
    files.forEach(file -> rows.append(source.relativize(file)).append(",mild\n"));
    Files.writeString(manifest, rows);
    run(source, 1);
    Files.writeString(manifest, rows.toString().replaceFirst(",mild", ",severe"));
    JobExecution second = run(source, 2);
    assertThat(ledger().added("faces", second.getJobInstanceId()).added()).isEqualTo(1);
    VersionDiff diff =
        ledger()
            .diff(ledger().find("faces", 1).orElseThrow(), ledger().find("faces", 2).orElseThrow());
    assertThat(diff.relabelled()).isEqualTo(1);
    assertThat(diff.moved()).isZero();
  }

  @Test
  void failsOnASourceThatIsNotThereOrEmpty() throws Exception {
    assertThat(run(folder.resolve("missing"), 1).getAllFailureExceptions().toString())
        .contains("There is no folder");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(run(empty, 1).getAllFailureExceptions().toString()).contains("has no picture");
  }
}
