package io.dermaflow.models.internal.rekognition;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.skin.FaceAnalyzer;
import io.dermaflow.models.skin.FaceReading;
import io.dermaflow.models.skin.Landmarks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Face shape, eyes and lips by Amazon Rekognition; tone and skin by another analyzer, here. Only
 * the surroundings of the face are sent, and nothing is asked where 68 points are known already.
 */
final class RekognitionFaceAnalyzer implements FaceAnalyzer {

  private static final String NAME = "rekognition-1+";

  /** What is sent: so many times the box, at most so many pixels a side. */
  private static final double SURROUNDINGS = 1.6;

  private static final int MOST_PIXELS = 1024;
  private static final int JPEG_QUALITY = 90;

  private final DetectFaces service;
  private final PictureCodec codec;
  private final FaceAnalyzer pixels;

  RekognitionFaceAnalyzer(DetectFaces service, PictureCodec codec, FaceAnalyzer pixels) {
    this.service = service;
    this.codec = codec;
    this.pixels = pixels;
  }

  @Override
  public String name() {
    return NAME + pixels.name();
  }

  @Override
  public FaceReading analyze(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    FaceReading own = pixels.analyze(picture, face, landmarks);
    if (landmarks != null) {
      return own.with(own.shape(), own.features(), name());
    }
    return find(picture, face)
        .map(found -> own.with(found.shape(), found.features(), name()))
        .orElseGet(() -> own.with(own.shape(), own.features(), name()));
  }

  /** The largest face in the middle of the surroundings. */
  private Optional<DetectedFace> find(Picture picture, FaceBox face) {
    Surroundings cut = Surroundings.of(picture, face);
    if (cut == null) {
      return Optional.empty();
    }
    Picture sent = cut.picture();
    List<DetectedFace> faces =
        service.in(codec.encodeJpeg(sent, JPEG_QUALITY), sent.width(), sent.height());
    return faces.stream()
        .filter(
            found ->
                Math.abs(found.middle().x() - cut.middleX()) < cut.halfBox()
                    && Math.abs(found.middle().y() - cut.middleY()) < cut.halfBox())
        .max(Comparator.comparingDouble(DetectedFace::area));
  }

  /**
   * The part of a picture that is sent.
   *
   * @param picture its pixels
   * @param middleX middle of the box in it
   * @param middleY see {@code middleX}
   * @param halfBox half the side of the box in it
   */
  private record Surroundings(Picture picture, double middleX, double middleY, double halfBox) {

    /** Null when the box lies beside the picture. */
    static @Nullable Surroundings of(Picture picture, FaceBox face) {
      double middleX = face.x() + face.side() / 2;
      double middleY = face.y() + face.side() / 2;
      double half = face.side() * SURROUNDINGS / 2;
      int x0 = (int) Math.max(0, Math.floor(middleX - half));
      int y0 = (int) Math.max(0, Math.floor(middleY - half));
      int x1 = (int) Math.min(picture.width(), Math.ceil(middleX + half));
      int y1 = (int) Math.min(picture.height(), Math.ceil(middleY + half));
      int longer = Math.max(x1 - x0, y1 - y0);
      int step = Math.max(1, (longer + MOST_PIXELS - 1) / MOST_PIXELS);
      int width = (x1 - x0) / step;
      int height = (y1 - y0) / step;
      if (width < 1 || height < 1) {
        return null;
      }
      return new Surroundings(
          shrink(picture, x0, y0, width, height, step),
          (middleX - x0) / step,
          (middleY - y0) / step,
          face.side() / 2 / step);
    }

    /** Means over squares of {@code step} pixels. */
    private static Picture shrink(
        Picture picture, int x0, int y0, int width, int height, int step) {
      byte[] rgb = new byte[width * height * 3];
      int area = step * step;
      for (int i = 0; i < rgb.length; i++) {
        int left = x0 + i / 3 % width * step;
        int top = y0 + i / 3 / width * step;
        int sum = area / 2;
        for (int k = 0; k < area; k++) {
          sum += picture.channel(left + k % step, top + k / step, i % 3);
        }
        rgb[i] = (byte) (sum / area);
      }
      return new Picture(width, height, rgb);
    }
  }
}
