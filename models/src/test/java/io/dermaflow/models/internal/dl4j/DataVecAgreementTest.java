package io.dermaflow.models.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.datavec.image.loader.NativeImageLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Our decoder against DataVec's, which people who come from DL4J have used so far. */
class DataVecAgreementTest {

  @Test
  void decodesAsDataVecDoesButRedFirst() throws IOException {
    PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
    byte[] jpeg =
        codec.encodeJpeg(new SelfieRenderer(128, codec).render(new SelfiePlanner(5).plan(1)), 90);
    Picture ours =
        codec.decode(jpeg, new Inspection.Accepted(Inspection.Format.JPEG, 128, 128), 128);
    INDArray theirs =
        new NativeImageLoader(128, 128, 3).asMatrix(new ByteArrayInputStream(jpeg), false);
    int largest = 0;
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 128; x++) {
        for (int c = 0; c < 3; c++) {
          int value = ours.rgb()[3 * (y * 128 + x) + c] & 255;
          largest = Math.max(largest, Math.abs(value - theirs.getInt(0, y, x, 2 - c)));
        }
      }
    }
    assertThat(largest).isLessThanOrEqualTo(2);
  }
}
