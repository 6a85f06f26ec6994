package io.dermaflow.datasets.internal.opencv;

import io.dermaflow.datasets.pictures.ExifOrientation;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureFault;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** OpenCV 4.9 with its own libjpeg-turbo: the same pixels whatever JDK runs it. */
final class OpenCvPictureCodec implements PictureCodec {

  static {
    nu.pattern.OpenCV.loadLocally();
    // Callers bring their own threads, one a core.
    Core.setNumThreads(1);
  }

  @Override
  public Picture decode(byte[] bytes, Inspection.Accepted header, int minSide) {
    MatOfByte encoded = new MatOfByte(bytes);
    Mat mat = new Mat();
    try {
      mat = Imgcodecs.imdecode(encoded, flag(header, minSide));
      if (mat.empty()) {
        throw new UndecodableException(
            PictureFault.UNDECODABLE, "the decoder found no picture in " + bytes.length + " bytes");
      }
      if (header.format() == Inspection.Format.WEBP) { // OpenCV turns the others itself
        turn(mat, ExifOrientation.ofWebp(bytes));
      }
      Imgproc.cvtColor(mat, mat, Imgproc.COLOR_BGR2RGB);
      byte[] rgb = new byte[mat.rows() * mat.cols() * 3];
      mat.get(0, 0, rgb);
      return new Picture(mat.cols(), mat.rows(), rgb);
    } catch (CvException e) {
      throw new UndecodableException(
          PictureFault.UNDECODABLE, "the decoder gave up: " + e.getMessage());
    } finally {
      encoded.release();
      mat.release();
    }
  }

  /** Turns a picture upright that EXIF (TIFF 6.0, tag 274) says lies otherwise. */
  private static void turn(Mat mat, int orientation) {
    if (orientation >= 5) { // rows and columns are swapped
      Core.transpose(mat, mat);
    }
    switch (orientation) {
      case 2, 6 -> Core.flip(mat, mat, 1); // left and right
      case 3, 7 -> Core.flip(mat, mat, -1);
      case 4, 8 -> Core.flip(mat, mat, 0); // top and bottom
      default -> {} // 1 as it is, 5 transposed alone
    }
  }

  private static int flag(Inspection.Accepted header, int minSide) {
    int side = Math.min(header.width(), header.height());
    if (side >= 8 * minSide) {
      return Imgcodecs.IMREAD_REDUCED_COLOR_8;
    }
    if (side >= 4 * minSide) {
      return Imgcodecs.IMREAD_REDUCED_COLOR_4;
    }
    return side >= 2 * minSide ? Imgcodecs.IMREAD_REDUCED_COLOR_2 : Imgcodecs.IMREAD_COLOR;
  }

  @Override
  public byte[] encodeJpeg(Picture picture, int quality) {
    Mat mat = new Mat(picture.height(), picture.width(), CvType.CV_8UC3);
    MatOfByte out = new MatOfByte();
    MatOfInt options = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    try {
      mat.put(0, 0, picture.rgb());
      Imgproc.cvtColor(mat, mat, Imgproc.COLOR_RGB2BGR);
      Imgcodecs.imencode(".jpg", mat, out, options);
      return out.toArray();
    } finally {
      mat.release();
      out.release();
      options.release();
    }
  }
}
