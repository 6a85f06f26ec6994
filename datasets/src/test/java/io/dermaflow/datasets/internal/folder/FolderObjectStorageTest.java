package io.dermaflow.datasets.internal.folder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.testing.ObjectStorageContract;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void tellsAMissingFolderFromAnEmptyOne() {
    assertThatThrownBy(() -> new FolderObjectStorage(Path.of("no-such-folder")).list(""))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("There is no folder");
  }
}
