package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.StorageException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link SequentialStorage} must do; nothing can be written to any of them. */
public abstract class SequentialStorageContract {

  private static final List<String> KEYS = List.of("b/2", "a/nine", "b/1", "c", "empty/");

  @TempDir public Path folder;

  /**
   * A storage of these objects in this order. Each holds the bytes of its key in UTF-8; one whose
   * key ends with a slash is a folder, and not listed.
   */
  protected abstract SequentialStorage storage(List<String> keys) throws Exception;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> keys(SequentialStorage storage, String prefix) {
    try (Stream<StoredObject> listed = storage.list(prefix)) {
      return listed.map(StoredObject::key).toList();
    }
  }

  private static void assertReason(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void listsInTheOrderInWhichObjectsLie() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      assertThat(keys(storage, "")).containsExactly("b/2", "a/nine", "b/1", "c");
      assertThat(keys(storage, "b/")).containsExactly("b/2", "b/1");
      List<Long> positions = keys(storage, "").stream().map(storage::position).toList();
      assertThat(positions).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void readsForwardsAndBackwards() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      List<String> keys = new ArrayList<>(keys(storage, ""));
      for (String key : keys) {
        assertThat(storage.read(key, 100)).isEqualTo(bytes(key));
      }
      Collections.reverse(keys);
      for (String key : keys) {
        assertThat(storage.read(key, key.length())).isEqualTo(bytes(key));
        assertThat(storage.find(key).orElseThrow().size()).isEqualTo(key.length());
      }
    }
  }

  @Test
  void readsRangesThatEndWithTheObject() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      assertThat(storage.readRange("a/nine", 2, 2)).isEqualTo(bytes("ni"));
      assertThat(storage.readRange("a/nine", 4, 9)).isEqualTo(bytes("ne"));
      assertThat(storage.readRange("a/nine", 6, 1)).isEmpty();
      assertThat(storage.readRange("a/nine", 600, 1)).isEmpty();
    }
  }

  @Test
  void readsForSeveralThreadsAtOnce() throws Exception {
    List<String> keys = IntStream.range(0, 64).mapToObj(i -> "key-" + i).toList();
    try (SequentialStorage storage = storage(keys)) {
      List<String> read =
          keys.parallelStream()
              .map(key -> new String(storage.read(key, 10), StandardCharsets.UTF_8))
              .toList();
      assertThat(read).isEqualTo(keys);
    }
  }

  @Test
  void copiesAnObjectToAFileAndLeavesNothingElse() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      Path file = folder.resolve("copy");
      storage.readToFile("b/1", file);
      assertThat(file).hasContent("b/1");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void saysNotFoundAndNothingElseForAMissingKey() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      assertThat(storage.find("missing")).isEmpty();
      assertReason(() -> storage.position("missing"), Reason.NOT_FOUND);
      assertReason(() -> storage.read("missing", 10), Reason.NOT_FOUND);
      assertReason(() -> storage.readRange("missing", 0, 10), Reason.NOT_FOUND);
      assertReason(() -> storage.readToFile("missing", folder.resolve("x")), Reason.NOT_FOUND);
    }
  }

  @Test
  void refusesToReadMoreThanIsAccepted() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      assertReason(() -> storage.read("a/nine", 5), Reason.TOO_LARGE);
    }
  }

  @Test
  void cannotBeWritten() throws Exception {
    try (SequentialStorage storage = storage(KEYS)) {
      Path file = Files.write(folder.resolve("from"), bytes("x"));
      assertReason(() -> storage.write("new", bytes("x"), "text/plain"), Reason.READ_ONLY);
      assertReason(() -> storage.writeFile("new", file, "text/plain"), Reason.READ_ONLY);
      assertReason(() -> storage.delete("c"), Reason.READ_ONLY);
      assertThat(storage.read("c", 1)).isEqualTo(bytes("c"));
    }
  }
}
