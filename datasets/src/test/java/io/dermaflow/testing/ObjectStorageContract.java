package io.dermaflow.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.FetchedObject;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStorage} must do. */
public abstract class ObjectStorageContract {

  @TempDir public Path folder;

  /** An empty storage. */
  protected abstract ObjectStorage storage();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatWasWritten() {
    ObjectStorage storage = storage();
    StoredObject written = storage.write("a/b.txt", bytes("hello"), "text/plain");
    assertThat(storage.read("a/b.txt", 5)).isEqualTo(bytes("hello"));
    assertThat(written.size()).isEqualTo(5);
    assertThat(storage.find("a/b.txt").orElseThrow().etag()).isEqualTo(written.etag());
  }

  @Test
  void fetchesTheBytesWithTheirEtag() {
    ObjectStorage storage = storage();
    StoredObject written = storage.write("a/b.txt", bytes("hello"), "text/plain");
    FetchedObject fetched = storage.fetch("a/b.txt", 5);
    assertThat(fetched.bytes()).isEqualTo(bytes("hello"));
    assertThat(fetched.etag()).isEqualTo(written.etag());
    assertThatThrownBy(() -> storage.fetch("a/b.txt", 4))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    assertThatThrownBy(() -> storage.fetch("a/c.txt", 4))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void goesOnWithAListAfterAKey() {
    ObjectStorage storage = storage();
    for (String name : List.of("a", "b b", "c", "\uFF5E", "\uD83D\uDE00")) {
      storage.write("p/" + name, bytes("x"), "text/plain");
    }
    List<String> keys;
    try (Stream<StoredObject> listed = storage.list("p/", "")) { // S3's own sort by UTF-8
      keys = listed.map(StoredObject::key).toList();
    }
    assertThat(keys).hasSize(5);
    for (int i = 0; i < keys.size(); i++) {
      try (Stream<StoredObject> listed = storage.list("p/", keys.get(i))) {
        assertThat(listed.map(StoredObject::key))
            .containsExactlyElementsOf(keys.subList(i + 1, keys.size()));
      }
    }
  }

  @Test
  void listsAPrefixInKeyOrderOverMoreThanOnePage() {
    ObjectStorage storage = storage();
    for (int i = 1100; i > 0; i--) {
      storage.write("p/%04d".formatted(i), bytes("x"), "text/plain");
    }
    storage.write("q/other", bytes("x"), "text/plain");
    try (Stream<StoredObject> listed = storage.list("p/")) {
      List<String> keys = listed.map(StoredObject::key).toList();
      assertThat(keys).hasSize(1100).isSorted().first().isEqualTo("p/0001");
    }
  }

  @Test
  void changesTheEtagWithTheBytes() throws InterruptedException {
    ObjectStorage storage = storage();
    String before = storage.write("k", bytes("one"), "text/plain").etag();
    assertThat(storage.write("k", bytes("three"), "text/plain").etag()).isNotEqualTo(before);
  }

  @Test
  void saysNotFoundAndNothingElseForAMissingKey() {
    ObjectStorage storage = storage();
    storage.write("there", bytes("x"), "text/plain");
    assertThat(storage.find("missing")).isEmpty();
    assertThatThrownBy(() -> storage.read("missing", 10))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void refusesToReadMoreThanIsAccepted() {
    ObjectStorage storage = storage();
    storage.write("large", bytes("123456"), "text/plain");
    assertThatThrownBy(() -> storage.read("large", 5))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void readsARangeOfAnObject() {
    ObjectStorage storage = storage();
    storage.write("digits", bytes("0123456789"), "text/plain");
    assertThat(storage.readRange("digits", 0, 3)).isEqualTo(bytes("012"));
    assertThat(storage.readRange("digits", 3, 4)).isEqualTo(bytes("3456"));
    assertThat(storage.readRange("digits", 0, 10)).isEqualTo(bytes("0123456789"));
    assertThat(storage.readRange("digits", 5, 0)).isEmpty();
  }

  @Test
  void endsARangeWithTheObject() {
    ObjectStorage storage = storage();
    storage.write("digits", bytes("0123456789"), "text/plain");
    storage.write("empty", new byte[0], "text/plain");
    assertThat(storage.readRange("digits", 8, 5)).isEqualTo(bytes("89"));
    assertThat(storage.readRange("digits", 10, 5)).isEmpty();
    assertThat(storage.readRange("digits", 99, 1)).isEmpty();
    assertThat(storage.readRange("empty", 0, 5)).isEmpty();
  }

  @Test
  void saysNotFoundForARangeOfAMissingKey() {
    ObjectStorage storage = storage();
    storage.write("there", bytes("x"), "text/plain");
    assertThatThrownBy(() -> storage.readRange("missing", 0, 10))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void copiesFilesBothWays() throws Exception {
    ObjectStorage storage = storage();
    Path from = Files.write(folder.resolve("from"), bytes("content"));
    storage.writeFile("f/x", from, "application/octet-stream");
    Path to = folder.resolve("to");
    storage.readToFile("f/x", to);
    assertThat(to).hasContent("content");
  }

  @Test
  void deletesAndDoesNotMindAMissingKey() {
    ObjectStorage storage = storage();
    storage.write("gone", bytes("x"), "text/plain");
    storage.delete("gone");
    storage.delete("gone");
    assertThat(storage.find("gone")).isEmpty();
  }

  @Test
  void copiesAnObjectOverAnother() {
    ObjectStorage storage = storage();
    storage.write("from/a b", bytes("content"), "text/html");
    storage.write("to", bytes("something longer"), "text/plain");
    storage.copy("from/a b", "to", "application/octet-stream");
    assertThat(storage.read("to", 100)).isEqualTo(bytes("content"));
    assertThat(storage.read("from/a b", 100)).isEqualTo(bytes("content"));
    assertThatThrownBy(() -> storage.copy("missing", "to", "text/plain"))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    assertThat(storage.read("to", 100)).isEqualTo(bytes("content"));
  }

  @Test
  void deletesOnlyWhatWasSeen() throws InterruptedException {
    ObjectStorage storage = storage();
    storage.write("k", bytes("one"), "text/plain");
    StoredObject seen = storage.find("k").orElseThrow();
    StoredObject newer = storage.write("k", bytes("three"), "text/plain");
    assertThat(storage.deleteUnchanged(seen)).isFalse();
    assertThat(storage.read("k", 10)).isEqualTo(bytes("three"));
    assertThat(storage.deleteUnchanged(newer)).isTrue();
    assertThat(storage.find("k")).isEmpty();
    assertThat(storage.deleteUnchanged(newer)).isTrue();
  }
}
