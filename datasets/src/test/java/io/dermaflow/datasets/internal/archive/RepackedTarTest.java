package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.testing.ObjectStorageContract;

class RepackedTarTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    return new RepackedStorage(TestArchives::tar);
  }
}
