package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.UploadSigner;
import io.dermaflow.datasets.UploadSignerContract;
import io.dermaflow.testing.TestServices;
import java.time.Clock;

class S3UploadSignerTest extends UploadSignerContract {

  private final StorageSettings bucket = TestServices.newBucket();

  @Override
  protected ObjectStorage storage() {
    return new S3AutoConfiguration().objectStorage(bucket, Clock.systemUTC());
  }

  @Override
  protected UploadSigner signer(ObjectStorage storage) {
    return new S3AutoConfiguration().urlSigner(bucket);
  }
}
