package io.dermaflow.datasets.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.SequentialStorage;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.datasets.internal.folder.FolderStorage;
import io.dermaflow.datasets.internal.s3.S3AutoConfiguration;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.TestServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStorageTest {

  @TempDir Path folder;

  private static Map<String, byte[]> pictures() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("mild/large.jpg", TestArchives.noise(1, 3_000_000));
    files.put("mild/small.jpg", TestArchives.noise(2, 500));
    files.put("severe/other.jpg", TestArchives.noise(3, 40_000));
    return files;
  }

  private static Map<String, byte[]> archives(Map<String, byte[]> files) {
    return Map.of(
        "zip", TestArchives.zip(files),
        "tar", TestArchives.tar(files),
        "gz", TestArchives.tarGz(files));
  }

  @Test
  void knowsAnArchiveByWhatItHolds() {
    Map<String, byte[]> files = TestArchives.files(List.of("a"));
    assertThat(TestArchives.open(TestArchives.zip(files))).isInstanceOf(ZipStorage.class);
    assertThat(TestArchives.open(TestArchives.tar(files))).isInstanceOf(SequentialStorage.class);
    assertThat(TestArchives.open(TestArchives.tarGz(files))).isInstanceOf(SequentialStorage.class);
  }

  @Test
  void readsFromS3ByRanges() {
    Map<String, byte[]> files = pictures();
    archives(files)
        .forEach(
            (kind, archive) -> {
              StorageSettings bucket = TestServices.newBucket();
              ObjectStorage s3 = new S3AutoConfiguration().objectStorage(bucket, Clock.systemUTC());
              s3.write("sets/faces." + kind, archive, "application/octet-stream");
              WatchedStorage watched = new WatchedStorage(s3);
              try (ObjectStorage storage =
                  ArchiveStorage.open(watched, "sets/faces." + kind, "s3://b/faces." + kind)) {
                files.forEach(
                    (key, bytes) ->
                        assertThat(storage.read(key, bytes.length)).as(kind).isEqualTo(bytes));
                assertThat(storage.readRange("mild/large.jpg", 2_999_990, 100))
                    .isEqualTo(
                        Arrays.copyOfRange(files.get("mild/large.jpg"), 2_999_990, 3_000_000));
              }
              assertThat(watched.closed()).isTrue();
            });
  }

  @Test
  void writesNothingWhateverTheNamesSay() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Map<String, byte[]> files = TestArchives.files(List.of("../../up.jpg", "/tmp/abs.jpg", "a"));
    for (Map.Entry<String, byte[]> archive : archives(files).entrySet()) {
      Files.write(inner.resolve(archive.getKey()), archive.getValue());
      try (ObjectStorage storage =
              ArchiveStorage.open(FolderStorage.open(inner), archive.getKey(), "set");
          Stream<StoredObject> listed = storage.list("")) {
        assertThat(listed)
            .extracting(StoredObject::key)
            .containsExactly("../../up.jpg", "/tmp/abs.jpg", "a");
        assertThat(storage.read("../../up.jpg", 100)).isEqualTo(files.get("../../up.jpg"));
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile))
          .containsExactlyInAnyOrder(
              inner.resolve("gz"), inner.resolve("tar"), inner.resolve("zip"));
    }
  }

  @Test
  void refusesWhatIsNoArchiveAndClosesWhereItLies() {
    WatchedStorage watched = new WatchedStorage(new InMemoryObjectStorage());
    watched.write("page.zip", TestArchives.bytes("<!DOCTYPE html>"), "text/html");
    assertThatThrownBy(() -> ArchiveStorage.open(watched, "page.zip", "page.zip"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("'page.zip' is no archive: it begins with '<!DOCTYP'")
        .hasMessageContaining("expected a .zip, .tar, .tar.gz or .tgz");
    assertThat(watched.closed()).isTrue();
  }

  @Test
  void refusesAnArchiveThatIsNotThere() {
    WatchedStorage watched = new WatchedStorage(new InMemoryObjectStorage());
    assertThatThrownBy(() -> ArchiveStorage.open(watched, "gone.zip", "s3://b/gone.zip"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("There is no archive 's3://b/gone.zip'");
    assertThat(watched.closed()).isTrue();
  }

  @Test
  void takesAnEmptyTarForAnArchive() {
    byte[] tar = TestArchives.tar(Map.of());
    for (byte[] empty : List.of(tar, TestArchives.gzip(tar))) {
      try (Stream<StoredObject> listed = TestArchives.open(empty).list("")) {
        assertThat(listed).isEmpty();
      }
    }
    assertThatThrownBy(() -> TestArchives.open(new byte[0]))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("it begins with ''");
  }
}
