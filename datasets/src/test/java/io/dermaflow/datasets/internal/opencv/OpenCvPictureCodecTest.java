package io.dermaflow.datasets.internal.opencv;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureCodecContract;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class OpenCvPictureCodecTest extends PictureCodecContract {

  @Override
  protected PictureCodec codec() {
    return new OpenCvAutoConfiguration().pictureCodec();
  }

  @Override
  protected byte[] webp(Picture picture) {
    Mat mat = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
    MatOfByte encoded = new MatOfByte();
    mat.put(0, 0, picture.rgb());
    Imgproc.cvtColor(mat, mat, Imgproc.COLOR_RGB2BGR);
    Imgcodecs.imencode(".webp", mat, encoded);
    byte[] webp = encoded.toArray();
    mat.release();
    encoded.release();
    return webp;
  }
}
