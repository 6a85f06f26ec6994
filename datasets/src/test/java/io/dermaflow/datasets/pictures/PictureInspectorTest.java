package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureInspectorTest {

  private final PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);
  private final byte[] jpeg = codec.encodeJpeg(new Picture(100, 80, new byte[24000]), 90);

  private PictureFault fault(byte[] bytes) {
    return ((Inspection.Refused) inspector.inspect(bytes)).reason();
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  @Test
  void acceptsWholePictures() throws IOException {
    assertThat(inspector.inspect(jpeg))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.JPEG, 100, 80));
    assertThat(inspector.inspect(png(90, 70)))
        .isEqualTo(new Inspection.Accepted(Inspection.Format.PNG, 90, 70));
  }

  @Test
  void refusesAJpegCutAnywhere() {
    for (int length = 4; length < jpeg.length - 1; length += 7) {
      assertThat(inspector.inspect(Arrays.copyOf(jpeg, length)))
          .as("cut at %d", length)
          .isInstanceOf(Inspection.Refused.class);
    }
    assertThat(fault(Arrays.copyOf(jpeg, jpeg.length - 2))).isEqualTo(PictureFault.CUT_OFF);
  }

  @Test
  void refusesACutPng() throws IOException {
    byte[] png = png(90, 70);
    assertThat(fault(Arrays.copyOf(png, png.length - 5))).isEqualTo(PictureFault.CUT_OFF);
  }

  @Test
  void refusesPixelBombsByTheirHeader() throws IOException {
    byte[] png = png(90, 70);
    png[16] = 0x01; // 16,777,306 pixels wide
    assertThat(fault(png)).isEqualTo(PictureFault.TOO_LARGE);
  }

  @Test
  void refusesWhatIsNoPictureOrTooSmall() throws IOException {
    assertThat(fault(new byte[0])).isEqualTo(PictureFault.NOT_A_PICTURE);
    assertThat(fault("GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isEqualTo(PictureFault.NOT_A_PICTURE);
    assertThat(fault(png(63, 200))).isEqualTo(PictureFault.TOO_SMALL);
  }
}
