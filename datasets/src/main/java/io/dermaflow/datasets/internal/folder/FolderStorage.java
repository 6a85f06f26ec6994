package io.dermaflow.datasets.internal.folder;

import io.dermaflow.datasets.ObjectStorage;
import java.nio.file.Path;

/** Folders as object storage. */
public final class FolderStorage {

  private FolderStorage() {}

  public static ObjectStorage open(Path folder) {
    return new FolderObjectStorage(folder);
  }
}
