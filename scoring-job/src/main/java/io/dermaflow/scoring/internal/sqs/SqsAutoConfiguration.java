package io.dermaflow.scoring.internal.sqs;

import io.dermaflow.aws.RequestSigner;
import io.dermaflow.scoring.UploadEventSettings;
import io.dermaflow.scoring.UploadEvents;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The queue that tells of uploads, where one is configured. */
@AutoConfiguration
public class SqsAutoConfiguration {

  /** Before the second attempt of a call; twice as long before each further one. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Bean
  @ConditionalOnBean(UploadEventSettings.class)
  public UploadEvents uploadEvents(UploadEventSettings settings, RequestSigner signer) {
    return uploadEvents(settings, signer, PAUSE);
  }

  static UploadEvents uploadEvents(
      UploadEventSettings settings, RequestSigner signer, Duration pause) {
    return new SqsUploadEvents(new SqsQueue(settings, signer, pause));
  }
}
