package io.dermaflow.datasets.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.ObjectStorageContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ZipStorageTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    return new RepackedStorage(TestArchives::zip);
  }

  private static List<String> keys(ObjectStorage storage) {
    try (Stream<StoredObject> listed = storage.list("")) {
      return listed.map(StoredObject::key).toList();
    }
  }

  private static void assertReason(ThrowingCallable call, Reason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message)
        .hasMessageContaining("set.archive");
  }

  /** Written by the JDK, which leaves names alone. */
  private static byte[] named(Charset charset, String... names) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes, charset)) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(TestArchives.bytes(name));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void listsFilesInKeyOrderAsTheDirectoryDescribesThem() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("b.txt", TestArchives.bytes("bee"));
    files.put("a.txt", TestArchives.bytes("ay"));
    try (Stream<StoredObject> listed = TestArchives.open(TestArchives.zip(files)).list("")) {
      assertThat(listed)
          .containsExactly(
              new StoredObject("a.txt", "14e68181-2", 2, TestArchives.TIME),
              new StoredObject("b.txt", "9140cc69-3", 3, TestArchives.TIME));
    }
  }

  @Test
  void listsNeitherFoldersNorLinks() {
    byte[] zip =
        TestArchives.zip(
            out -> {
              TestArchives.put(out, new ZipArchiveEntry("folder/"), new byte[0]);
              ZipArchiveEntry link = new ZipArchiveEntry("link.jpg");
              link.setUnixMode(UnixStat.LINK_FLAG | UnixStat.DEFAULT_LINK_PERM);
              TestArchives.put(out, link, TestArchives.bytes("/etc/passwd"));
              ZipArchiveEntry file = new ZipArchiveEntry("file.jpg");
              file.setUnixMode(UnixStat.FILE_FLAG | UnixStat.DEFAULT_FILE_PERM);
              TestArchives.put(out, file, TestArchives.bytes("x"));
            });
    assertThat(keys(TestArchives.open(zip))).containsExactly("file.jpg");
  }

  @Test
  void keepsNamesWhereverTheyLead() throws Exception {
    String smile = "smile-\uD83D\uDE00.jpg";
    byte[] zip =
        named(StandardCharsets.UTF_8, "../up.jpg", "/abs.jpg", "a\\b.jpg", "./dot.jpg", smile);
    ObjectStorage storage = TestArchives.open(zip);
    assertThat(keys(storage))
        .containsExactly("../up.jpg", "/abs.jpg", "a\\b.jpg", "dot.jpg", smile);
    assertThat(storage.read("../up.jpg", 100)).isEqualTo(TestArchives.bytes("../up.jpg"));
    assertThat(storage.read(smile, 100)).isEqualTo(TestArchives.bytes(smile));
  }

  @Test
  void tellsNamesApartThatAreNotUtf8() throws Exception {
    byte[] zip = named(StandardCharsets.ISO_8859_1, "\u00e4.jpg", "\u00fc.jpg");
    assertThat(keys(TestArchives.open(zip))).containsExactly("\u00e4.jpg", "\u00fc.jpg");
  }

  @Test
  void readsTheLastOfSeveralEntriesOfOneName() {
    byte[] zip =
        TestArchives.zip(
            out -> {
              TestArchives.put(out, new ZipArchiveEntry("a.txt"), TestArchives.bytes("old"));
              TestArchives.put(out, new ZipArchiveEntry("a.txt"), TestArchives.bytes("newer"));
            });
    ObjectStorage storage = TestArchives.open(zip);
    assertThat(keys(storage)).containsExactly("a.txt");
    assertThat(storage.read("a.txt", 10)).isEqualTo(TestArchives.bytes("newer"));
  }

  @Test
  void inflatesABombNoFurtherThanIsAccepted() throws Exception {
    byte[] honest = TestArchives.zip(Map.of("bomb", new byte[64 << 20]));
    assertThat(honest.length).isLessThan(100_000);
    byte[] lying = TestArchives.patched(honest, "bomb", TestArchives.SIZE, 10);
    assertThat(TestArchives.open(lying).find("bomb").orElseThrow().size()).isEqualTo(10);
    for (byte[] zip : List.of(honest, lying)) {
      assertReason(
          () -> TestArchives.open(zip).read("bomb", 1 << 20),
          Reason.TOO_LARGE,
          "at most 1048576 are read");
    }
    Path file = folder.resolve("bomb");
    assertReason(
        () -> TestArchives.open(lying).readToFile("bomb", file),
        Reason.DAMAGED,
        "the 10 bytes of its header");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void findsEveryKindOfDamageAndReadsTheRest() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("whole", TestArchives.bytes("whole"));
    files.put("other", TestArchives.noise(1, 1000));
    byte[] zip = TestArchives.zip(files);
    int header = TestArchives.localHeader(zip, 1);

    byte[] noHeader = zip.clone();
    noHeader[header] = 'X';
    byte[] badBlock = zip.clone();
    int name = (zip[header + 26] & 0xff) + (zip[header + 28] & 0xff);
    badBlock[header + 30 + name] = (byte) 0xff;
    byte[] badByte = zip.clone();
    badByte[header + 30 + name + 500] ^= 1;
    Map<String, byte[]> damages = new LinkedHashMap<>();
    damages.put("there is no entry at byte " + header, noHeader);
    damages.put("invalid block type", badBlock);
    damages.put("its checksum is", badByte);
    damages.put(
        "its header says 00000007", TestArchives.patched(zip, "other", TestArchives.CRC, 7));
    damages.put(
        "it has 1000 bytes, its header says 999",
        TestArchives.patched(zip, "other", TestArchives.SIZE, 999));
    damages.forEach(
        (message, damaged) -> {
          ObjectStorage storage = TestArchives.open(damaged);
          assertReason(() -> storage.read("other", 5000), Reason.DAMAGED, message);
          assertThat(storage.read("whole", 5)).isEqualTo(TestArchives.bytes("whole"));
        });
  }

  @Test
  void deniesWhatIsEncryptedOrPackedInAnotherWay() {
    byte[] zip = TestArchives.zip(TestArchives.files(List.of("a", "b")));
    assertReason(
        () ->
            TestArchives.open(TestArchives.patched(zip, "a", TestArchives.FLAGS, 9)).read("a", 10),
        Reason.DENIED,
        "'a' in set.archive is encrypted");
    byte[] bzip2 = TestArchives.patched(zip, "a", TestArchives.METHOD, 12);
    assertReason(() -> TestArchives.open(bzip2).read("a", 10), Reason.DENIED, "method 12");
    assertThat(TestArchives.open(bzip2).read("b", 10)).isEqualTo(TestArchives.bytes("b"));
  }

  @Test
  void refusesAnArchiveThatIsCutOff() {
    byte[] zip = TestArchives.zip(Map.of("a", TestArchives.noise(2, 5000)));
    for (int length : new int[] {10, zip.length / 4, zip.length / 2, zip.length - 1}) {
      assertThatThrownBy(() -> TestArchives.open(Arrays.copyOf(zip, length)))
          .as("%d bytes", length)
          .isInstanceOf(DermaflowException.class)
          .hasMessageContaining("'set.archive' is cut off or damaged")
          .hasMessageContaining("expected a whole archive");
    }
  }

  @Test
  void refusesMoreEntriesThanAreAccepted() {
    byte[] zip = TestArchives.zip(TestArchives.files(List.of("a", "b", "c")));
    assertThatThrownBy(
            () -> ArchiveStorage.open(TestArchives.file(zip), new ArchiveLimits(2, 1 << 20, 500)))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("'set.archive' has more than 2 entries");
  }

  @Test
  void readsADirectoryNoFurtherThanIsAccepted() {
    List<String> names = IntStream.range(0, 400).mapToObj(i -> "%04d".formatted(i)).toList();
    String path = "x".repeat(5000);
    byte[] zip = TestArchives.zip(TestArchives.files(names.stream().map(n -> path + n).toList()));
    assertThatThrownBy(
            () -> ArchiveStorage.open(TestArchives.file(zip), new ArchiveLimits(2, 1 << 20, 500)))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("its directory has more than 1049088 bytes");
  }

  @Test
  void takesOneRangeForAnEntry() {
    WatchedStorage watched = new WatchedStorage(new InMemoryObjectStorage());
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      files.put("noise-" + i, TestArchives.noise(i, 700_000));
    }
    ArchiveFile file = TestArchives.file(watched, TestArchives.zip(files));
    ObjectStorage storage = ArchiveStorage.open(file, ArchiveLimits.DEFAULT);
    assertThat(watched.ranges()).isEqualTo(2);
    for (int i = 4; i >= 0; i--) {
      assertThat(storage.read("noise-" + i, 700_000)).isEqualTo(files.get("noise-" + i));
      assertThat(watched.ranges()).isEqualTo(2 + 5 - i);
    }
    assertThat(storage.readRange("noise-3", 699_990, 100))
        .isEqualTo(Arrays.copyOfRange(files.get("noise-3"), 699_990, 700_000));
  }

  @Test
  void passesOnWhatTheOuterStorageSaysAndClosesIt() {
    WatchedStorage watched = new WatchedStorage(new InMemoryObjectStorage());
    ArchiveFile file =
        TestArchives.file(watched, TestArchives.zip(TestArchives.files(List.of("a"))));
    ObjectStorage storage = ArchiveStorage.open(file, ArchiveLimits.DEFAULT);
    watched.goAway();
    assertThatThrownBy(() -> storage.read("a", 10))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
        .hasMessage("the storage is away");
    assertThat(watched.closed()).isFalse();
    storage.close();
    assertThat(watched.closed()).isTrue();
  }

  @Test
  void cannotBeWrittenAndMayBeEmpty() {
    ObjectStorage storage = TestArchives.open(TestArchives.zip(Map.of()));
    assertThat(keys(storage)).isEmpty();
    assertReason(() -> storage.write("a", new byte[1], "x"), Reason.READ_ONLY, "is an archive");
    assertReason(() -> storage.delete("a"), Reason.READ_ONLY, "is an archive");
  }

  @Test
  void readsForSeveralThreadsAtOnce() {
    List<String> names = IntStream.range(0, 64).mapToObj(i -> "key-" + i).toList();
    ObjectStorage storage = TestArchives.open(TestArchives.zip(TestArchives.files(names)));
    List<String> read =
        names.parallelStream()
            .map(name -> new String(storage.read(name, 10), StandardCharsets.UTF_8))
            .toList();
    assertThat(read).isEqualTo(names);
  }
}
