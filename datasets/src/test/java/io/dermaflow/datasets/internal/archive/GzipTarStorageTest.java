package io.dermaflow.datasets.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.SequentialStorage;
import io.dermaflow.datasets.SequentialStorageContract;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GzipTarStorageTest extends SequentialStorageContract {

  @Override
  protected SequentialStorage storage(List<String> keys) {
    return (SequentialStorage) TestArchives.open(TestArchives.tarGz(TestArchives.files(keys)));
  }

  private static Map<String, byte[]> noise(int files, int length) {
    Map<String, byte[]> noise = new LinkedHashMap<>();
    for (int i = 0; i < files; i++) {
      noise.put("noise-" + i, TestArchives.noise(i, length));
    }
    return noise;
  }

  @Test
  void startsOverOnlyWhenItIsAskedToGoBack() {
    Map<String, byte[]> files = noise(20, 30_000);
    ArchiveFile file = TestArchives.file(TestArchives.tarGz(files));
    GzipCursor cursor = new GzipCursor(file, ArchiveLimits.DEFAULT);
    TarStorage storage = new TarStorage(file, TarScan.gzip(file, ArchiveLimits.DEFAULT), cursor);
    files.forEach((key, bytes) -> assertThat(storage.read(key, 30_000)).isEqualTo(bytes));
    assertThat(cursor.starts()).isEqualTo(1);
    assertThat(storage.read("noise-3", 30_000)).isEqualTo(files.get("noise-3"));
    assertThat(cursor.starts()).isEqualTo(2);
    assertThat(storage.read("noise-17", 30_000)).isEqualTo(files.get("noise-17"));
    assertThat(cursor.starts()).isEqualTo(2);
  }

  @Test
  void describesFilesByTheirChecksums() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("b.txt", TestArchives.bytes("bee"));
    files.put("a.txt", TestArchives.bytes("ay"));
    try (Stream<StoredObject> listed = TestArchives.open(TestArchives.tarGz(files)).list("")) {
      assertThat(listed)
          .containsExactly(
              new StoredObject("b.txt", "9140cc69-3", 3, TestArchives.TIME),
              new StoredObject("a.txt", "14e68181-2", 2, TestArchives.TIME));
    }
  }

  @Test
  void readsFilesThatWerePackedInSeveralMembers() {
    Map<String, byte[]> files = noise(4, 5000);
    byte[] tar = TestArchives.tar(files);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(TestArchives.gzip(Arrays.copyOf(tar, 7777)));
    members.writeBytes(TestArchives.gzip(Arrays.copyOfRange(tar, 7777, tar.length)));
    ObjectStorage storage = TestArchives.open(members.toByteArray());
    files.forEach((key, bytes) -> assertThat(storage.read(key, 5000)).isEqualTo(bytes));
  }

  @Test
  void refusesABombByItsRatio() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    IntStream.range(0, 100).forEach(i -> files.put("zeros-" + i, new byte[1000]));
    ArchiveFile file = TestArchives.file(TestArchives.tarGz(files));
    assertThat(file.size()).isLessThan(10_000);
    assertThat(ArchiveStorage.open(file, ArchiveLimits.DEFAULT).read("zeros-7", 1000))
        .isEqualTo(new byte[1000]);
    assertThatThrownBy(() -> ArchiveStorage.open(file, new ArchiveLimits(1000, 10_000, 10)))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("'set.archive' inflates " + file.size() + " bytes to more than")
        .hasMessageContaining("at most 10 times as many");
    // The same ratio is no bomb where so little comes out.
    ArchiveStorage.open(file, new ArchiveLimits(1000, 1_000_000, 10)).close();
  }

  @Test
  void refusesAnArchiveThatIsCutOff() {
    byte[] packed = TestArchives.tarGz(noise(3, 2000));
    for (int length : new int[] {5, 15, packed.length / 2, packed.length - 4}) {
      assertThatThrownBy(() -> TestArchives.open(Arrays.copyOf(packed, length)))
          .as("%d bytes", length)
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("'set.archive' is cut off or damaged");
    }
  }

  @Test
  void refusesGzipOfSomethingElse() {
    for (byte[] other : List.of(TestArchives.bytes("path,severity\n"), new byte[] {1})) {
      assertThatThrownBy(() -> TestArchives.open(TestArchives.gzip(other)))
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("'set.archive' is a gzip file of something else than a tar");
    }
  }

  @Test
  void saysDamagedWhenTheArchiveChangesUnderIt() {
    Map<String, byte[]> files = noise(3, 2000);
    byte[] packed = TestArchives.tarGz(files);
    InMemoryObjectStorage outer = new InMemoryObjectStorage();
    ArchiveFile file = TestArchives.file(outer, packed);
    ObjectStorage storage = ArchiveStorage.open(file, ArchiveLimits.DEFAULT);
    byte[] other = packed.clone();
    Arrays.fill(other, 10, other.length, (byte) 0xff);
    outer.write("archive", other, "application/gzip");
    assertThatThrownBy(() -> storage.read("noise-2", 2000))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    outer.write("archive", packed, "application/gzip");
    assertThat(storage.read("noise-2", 2000)).isEqualTo(files.get("noise-2"));
  }

  @Test
  void goesOnAfterTheOuterStorageWasAway() {
    WatchedStorage watched = new WatchedStorage(new InMemoryObjectStorage());
    ArchiveFile file =
        TestArchives.file(watched, TestArchives.tarGz(TestArchives.files(List.of("a"))));
    ObjectStorage storage = ArchiveStorage.open(file, ArchiveLimits.DEFAULT);
    watched.goAway();
    assertThatThrownBy(() -> storage.read("a", 10)).hasMessage("the storage is away");
    watched.comeBack();
    assertThat(storage.read("a", 10)).isEqualTo(TestArchives.bytes("a"));
    storage.close();
    assertThat(watched.closed()).isTrue();
  }
}
