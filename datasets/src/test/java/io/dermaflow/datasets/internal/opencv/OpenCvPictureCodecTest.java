package io.dermaflow.datasets.internal.opencv;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureCodecContract;

class OpenCvPictureCodecTest extends PictureCodecContract {

  @Override
  protected PictureCodec codec() {
    return new OpenCvAutoConfiguration().pictureCodec();
  }

  @Override
  protected byte[] webp(Picture picture) {
    return OpenCvPictureCodec.encode(".webp", picture);
  }
}
