package io.dermaflow.datasets.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.SequentialStorage;
import io.dermaflow.datasets.SequentialStorageContract;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class TarStorageTest extends SequentialStorageContract {

  private static final int SIZE_FIELD = 124;

  @Override
  protected SequentialStorage storage(List<String> keys) {
    return (SequentialStorage) TestArchives.open(TestArchives.tar(TestArchives.files(keys)));
  }

  private static List<String> keys(ObjectStorage storage) {
    try (Stream<StoredObject> listed = storage.list("")) {
      return listed.map(StoredObject::key).toList();
    }
  }

  @Test
  void readsHeadersOnlyAndThenOneRangeForAnEntry() {
    WatchedStorage watched = new WatchedStorage(new InMemoryObjectStorage());
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      files.put("noise-" + i, TestArchives.noise(i, 2 << 20));
    }
    ArchiveFile file = TestArchives.file(watched, TestArchives.tar(files));
    ObjectStorage storage = ArchiveStorage.open(file, ArchiveLimits.DEFAULT);
    // What it is, a window at each of the three headers, and the end.
    assertThat(watched.ranges()).isEqualTo(5);
    assertThat(storage.read("noise-1", 2 << 20)).isEqualTo(files.get("noise-1"));
    assertThat(watched.ranges()).isEqualTo(6);
  }

  @Test
  void listsNeitherFoldersNorLinksNorDevices() {
    byte[] tar =
        TestArchives.tar(
            out -> {
              TestArchives.put(out, new TarArchiveEntry("folder/"), new byte[0]);
              TarArchiveEntry link = new TarArchiveEntry("link.jpg", TarConstants.LF_SYMLINK);
              link.setLinkName("/etc/passwd");
              TestArchives.put(out, link, new byte[0]);
              TarArchiveEntry hard = new TarArchiveEntry("hard.jpg", TarConstants.LF_LINK);
              hard.setLinkName("../secret");
              TestArchives.put(out, hard, new byte[0]);
              TestArchives.put(
                  out, new TarArchiveEntry("device.jpg", TarConstants.LF_CHR), new byte[0]);
              TestArchives.put(
                  out, new TarArchiveEntry("pipe.jpg", TarConstants.LF_FIFO), new byte[0]);
              TestArchives.put(out, new TarArchiveEntry("file.jpg"), TestArchives.bytes("x"));
            });
    ObjectStorage storage = TestArchives.open(tar);
    assertThat(keys(storage)).containsExactly("file.jpg");
    assertThat(storage.find("file.jpg").orElseThrow().lastModified()).isEqualTo(TestArchives.TIME);
  }

  @Test
  void keepsNamesWhereverTheyLead() {
    String smile = "smile-\uD83D\uDE00.jpg";
    String longName = "folder/" + "x".repeat(300) + ".jpg";
    byte[] tar =
        TestArchives.tar(
            TestArchives.files(
                List.of("../up.jpg", "/abs.jpg", "a\\b.jpg", "./dot.jpg", smile, longName)));
    ObjectStorage storage = TestArchives.open(tar);
    assertThat(keys(storage))
        .containsExactly("../up.jpg", "/abs.jpg", "a\\b.jpg", "dot.jpg", smile, longName);
    assertThat(storage.read("../up.jpg", 100)).isEqualTo(TestArchives.bytes("../up.jpg"));
    assertThat(storage.read(longName, 400)).isEqualTo(TestArchives.bytes(longName));
  }

  @Test
  void readsTheLastOfSeveralEntriesOfOneNameWhereItLies() {
    byte[] tar =
        TestArchives.tar(
            out -> {
              TestArchives.put(out, new TarArchiveEntry("a"), TestArchives.bytes("old"));
              TestArchives.put(out, new TarArchiveEntry("b"), TestArchives.bytes("between"));
              TestArchives.put(out, new TarArchiveEntry("a"), TestArchives.bytes("newer"));
            });
    SequentialStorage storage = (SequentialStorage) TestArchives.open(tar);
    assertThat(keys(storage)).containsExactly("b", "a");
    assertThat(storage.position("b")).isEqualTo(3 * 512);
    assertThat(storage.position("a")).isEqualTo(5 * 512);
    assertThat(storage.read("a", 10)).isEqualTo(TestArchives.bytes("newer"));
  }

  @Test
  void changesEtagsWithTheArchiveWhereTimesAndSizesStay() {
    ObjectStorage one = TestArchives.open(TestArchives.tar(Map.of("a", TestArchives.bytes("1"))));
    ObjectStorage two = TestArchives.open(TestArchives.tar(Map.of("a", TestArchives.bytes("2"))));
    ObjectStorage same = TestArchives.open(TestArchives.tar(Map.of("a", TestArchives.bytes("1"))));
    String etag = one.find("a").orElseThrow().etag();
    assertThat(two.find("a").orElseThrow().etag()).isNotEqualTo(etag);
    assertThat(same.find("a").orElseThrow().etag()).isEqualTo(etag);
  }

  @Test
  void readsHeadersFromBeforeTheStandard() {
    byte[] tar = TestArchives.tar(TestArchives.files(List.of("old.jpg")));
    byte[] old = TestArchives.patchedTar(tar, 0, TarConstants.MAGIC_OFFSET, new byte[8]);
    assertThat(TestArchives.open(old).read("old.jpg", 10)).isEqualTo(TestArchives.bytes("old.jpg"));
  }

  @Test
  void refusesAnArchiveThatIsCutOff() {
    byte[] tar = TestArchives.tar(Map.of("a", TestArchives.noise(3, 300)));
    for (int length : new int[] {512, 520, 811, 900, 1024, 1300}) {
      assertThatThrownBy(() -> TestArchives.open(Arrays.copyOf(tar, length)))
          .as("%d bytes", length)
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("'set.archive' is cut off or damaged");
    }
    assertThatThrownBy(() -> TestArchives.open(Arrays.copyOf(tar, 1024)))
        .hasMessageContaining("it ends without the mark of its end");
  }

  @Test
  void refusesHeadersThatAreNone() {
    byte[] tar = TestArchives.tar(TestArchives.files(List.of("a", "b")));
    tar[1024] ^= 1;
    assertThatThrownBy(() -> TestArchives.open(tar))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("there is no entry at byte 1024");
  }

  @Test
  void refusesSizesThatCannotBe() {
    byte[] tar = TestArchives.tar(TestArchives.files(List.of("a", "b")));
    byte[] absurd =
        TestArchives.patchedTar(tar, 1024, SIZE_FIELD, TestArchives.bytes("77777777777 "));
    for (byte[] archive : List.of(absurd, TestArchives.gzip(absurd))) {
      assertThatThrownBy(() -> TestArchives.open(archive))
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("'b' claims 8589934591 bytes");
    }
  }

  @Test
  void refusesSparseFiles() {
    byte[] tar =
        TestArchives.tar(
            out ->
                TestArchives.put(
                    out,
                    new TarArchiveEntry("holes", TarConstants.LF_GNUTYPE_SPARSE),
                    new byte[0]));
    assertThatThrownBy(() -> TestArchives.open(tar))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("holds the sparse file 'holes'");
  }

  @Test
  void refusesHeadersThatFillTheMemory() {
    TarArchiveEntry entry = new TarArchiveEntry("a.jpg");
    entry.addPaxHeader("comment", "x".repeat(300_000));
    byte[] tar = TestArchives.tar(out -> TestArchives.put(out, entry, new byte[] {1}));
    assertThatThrownBy(() -> TestArchives.open(tar))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("a header has more than 262144 bytes");
  }

  @Test
  void refusesMoreEntriesThanAreAccepted() {
    byte[] tar = TestArchives.tar(TestArchives.files(List.of("a", "b", "c")));
    assertThatThrownBy(
            () -> ArchiveStorage.open(TestArchives.file(tar), new ArchiveLimits(2, 1 << 20, 500)))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("'set.archive' has more than 2 entries");
  }
}
