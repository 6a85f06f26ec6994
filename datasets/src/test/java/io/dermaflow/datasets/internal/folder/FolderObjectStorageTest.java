package io.dermaflow.datasets.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.testing.ObjectStorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderObjectStorageTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    try {
      return new FolderObjectStorage(Files.createDirectories(folder.resolve("root")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void doesNotFollowAKeyOutOfItsFolder() {
    assertThatThrownBy(() -> storage().read("../secret", 10))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("leads out of");
  }

  @Test
  void listsWhatThereIsWhateverItIsCalledAndWhereverLinksLead() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("a"));
    for (String name : List.of("it's 😀.jpg", "b\"c.jpg", "-rf.jpg")) {
      Files.writeString(root.resolve("a").resolve(name), "x");
    }
    Files.createSymbolicLink(root.resolve("a").resolve("loop"), root);
    Files.createSymbolicLink(root.resolve("gone.jpg"), folder.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("l"), root.resolve("l"));
    try (Stream<StoredObject> listed = storage().list("a/")) {
      assertThat(listed.map(StoredObject::key))
          .containsExactly("a/-rf.jpg", "a/b\"c.jpg", "a/it's 😀.jpg");
    }
  }

  @Test
  void saysNotFoundForNamesThatNoFileHas() throws IOException {
    Files.createDirectories(folder.resolve("root").resolve("inside"));
    for (String key : List.of("inside", "x".repeat(300), "a\u0000b", "inside/a/b")) {
      assertThatThrownBy(() -> storage().read(key, 10))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.NOT_FOUND));
    }
  }

  @Test
  void tellsAMissingFolderFromAnEmptyOne() {
    assertThatThrownBy(() -> new FolderObjectStorage(Path.of("no-such-folder")).list(""))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("There is no folder");
  }
}
