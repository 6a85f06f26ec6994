package io.dermaflow.testing;

import io.dermaflow.datasets.ObjectStorage;

class InMemoryObjectStorageTest extends ObjectStorageContract {
  @Override
  protected ObjectStorage storage() {
    return new InMemoryObjectStorage();
  }
}
