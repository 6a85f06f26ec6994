package io.dermaflow.datasets.internal.opencv;

import io.dermaflow.datasets.pictures.PictureCodec;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The picture codec. */
@AutoConfiguration
public class OpenCvAutoConfiguration {

  @Bean
  public PictureCodec pictureCodec() {
    return new OpenCvPictureCodec();
  }
}
