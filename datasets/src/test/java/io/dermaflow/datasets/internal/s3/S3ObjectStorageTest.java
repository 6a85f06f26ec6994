package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.testing.ObjectStorageContract;
import io.dermaflow.testing.TestServices;
import java.time.Clock;

class S3ObjectStorageTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    return new S3AutoConfiguration().objectStorage(TestServices.newBucket(), Clock.systemUTC());
  }
}
