package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.DownloadSigner;
import io.dermaflow.datasets.DownloadSignerContract;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.testing.TestServices;
import java.time.Clock;

class S3DownloadSignerTest extends DownloadSignerContract {

  private final StorageSettings bucket = TestServices.newBucket();

  @Override
  protected ObjectStorage storage() {
    return new S3AutoConfiguration().objectStorage(bucket, Clock.systemUTC());
  }

  @Override
  protected DownloadSigner signer(ObjectStorage storage) {
    return new S3AutoConfiguration().urlSigner(bucket);
  }
}
