package io.dermaflow.datasets.internal.opencv;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.dermaflow.datasets.pictures.ExifOrientation;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureFault;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** OpenCV with its own libjpeg-turbo: the same pixels whatever JDK runs it. */
final class OpenCvPictureCodec implements PictureCodec {

  static {
    // Callers bring their own threads, one a core.
    opencv_core.setNumThreads(1);
  }

  @Override
  public Picture decode(byte[] bytes, Inspection.Accepted header, int minSide) {
    try (BytePointer encoded = new BytePointer(bytes);
        Mat input = new Mat(1, bytes.length, CV_8UC1, encoded);
        Mat mat = opencv_imgcodecs.imdecode(input, flag(header, minSide))) {
      if (mat.empty()) {
        throw new UndecodableException(
            PictureFault.UNDECODABLE, "the decoder found no picture in " + bytes.length + " bytes");
      }
      if (header.format() == Inspection.Format.WEBP) {
        turn(mat, ExifOrientation.ofWebp(bytes));
      }
      opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_BGR2RGB);
      byte[] rgb = new byte[mat.rows() * mat.cols() * 3];
      mat.data().get(rgb);
      return new Picture(mat.cols(), mat.rows(), rgb);
    } catch (UndecodableException e) {
      throw e;
    } catch (RuntimeException e) { // what JavaCPP makes of an exception of C++
      throw new UndecodableException(
          PictureFault.UNDECODABLE, "the decoder gave up: " + e.getMessage());
    }
  }

  /** Turns a picture upright that EXIF (TIFF 6.0, tag 274) says lies otherwise. */
  private static void turn(Mat mat, int orientation) {
    if (orientation >= 5) { // rows and columns are swapped
      opencv_core.transpose(mat, mat);
    }
    switch (orientation) {
      case 2, 6 -> opencv_core.flip(mat, mat, 1); // left and right
      case 3, 7 -> opencv_core.flip(mat, mat, -1);
      case 4, 8 -> opencv_core.flip(mat, mat, 0); // top and bottom
      default -> {} // 1 as it is, 5 transposed alone
    }
  }

  /** OpenCV turns pictures upright, but a WebP we turn as our cleaner understands its EXIF. */
  private static int flag(Inspection.Accepted header, int minSide) {
    return header.format() == Inspection.Format.WEBP
        ? reduced(header, minSide) | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION
        : reduced(header, minSide);
  }

  private static int reduced(Inspection.Accepted header, int minSide) {
    int side = Math.min(header.width(), header.height());
    if (side >= 8 * minSide) {
      return opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
    }
    if (side >= 4 * minSide) {
      return opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
    }
    return side >= 2 * minSide
        ? opencv_imgcodecs.IMREAD_REDUCED_COLOR_2
        : opencv_imgcodecs.IMREAD_COLOR;
  }

  @Override
  public byte[] encodeJpeg(Picture picture, int quality) {
    return encode(".jpg", picture, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  /**
   * @param extension of the format
   * @param options pairs of a name and its value
   */
  static byte[] encode(String extension, Picture picture, int... options) {
    try (BytePointer rgb = new BytePointer(picture.rgb());
        Mat mat = new Mat(picture.height(), picture.width(), CV_8UC3, rgb);
        Mat bgr = new Mat();
        BytePointer out = new BytePointer();
        IntPointer settings = new IntPointer(options)) {
      opencv_imgproc.cvtColor(mat, bgr, opencv_imgproc.COLOR_RGB2BGR);
      opencv_imgcodecs.imencode(extension, bgr, out, settings);
      byte[] encoded = new byte[Math.toIntExact(out.limit())];
      out.get(encoded);
      return encoded;
    }
  }
}
