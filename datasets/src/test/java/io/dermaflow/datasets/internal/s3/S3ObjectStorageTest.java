package io.dermaflow.datasets.internal.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.testing.ObjectStorageContract;
import io.dermaflow.testing.TestServices;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class S3ObjectStorageTest extends ObjectStorageContract {

  @Override
  protected ObjectStorage storage() {
    return new S3AutoConfiguration().objectStorage(TestServices.newBucket(), Clock.systemUTC());
  }

  @Test
  void tellsAMissingBucketWhileItIsListed() {
    Sources sources =
        new S3AutoConfiguration().sources(TestServices.newBucket(), Clock.systemUTC());
    try (Sources.Source source = sources.open("s3://nobody-made-this/sets")) {
      assertThatThrownBy(
              () -> {
                try (Stream<StoredObject> listed = source.storage().list(source.prefix())) {
                  listed.findFirst();
                }
              })
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_BUCKET))
          .hasMessageContaining("nobody-made-this");
    }
  }
}
