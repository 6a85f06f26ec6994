package io.dermaflow.scoring;

import java.net.URI;
import java.time.Duration;

/**
 * The SQS queue to which S3 tells of new uploads. Where there are no such settings, uploads are
 * found by listing alone. Credentials come from the AWS SDK's default chain.
 *
 * @param queueUrl URL of the queue, as SQS gives it; nobody else takes messages from it
 * @param endpoint where SQS answers
 * @param region AWS region that requests are signed for
 * @param patience how long an empty queue is listened to before it counts as empty, 1 to 20 s
 */
public record UploadEventSettings(URI queueUrl, URI endpoint, String region, Duration patience) {

  /** The longest that SQS listens. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /**
   * @throws IllegalArgumentException when the patience is out of its range: without any, SQS asks a
   *     few of its servers only and may call a queue empty that is not
   */
  public UploadEventSettings {
    if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("patience " + patience + ", expected 1 to 20 s");
    }
  }

  /** The queue's name: the last part of its URL. */
  public String queueName() {
    String path = queueUrl.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
