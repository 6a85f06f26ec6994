package io.dermaflow.models.internal.face;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.FaceDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * OpenCV's Haar cascades (Viola and Jones, 2001; Lienhart and Maydt, 2002), tried at low
 * resolution, two always and more until one finds a face. A median filter before it removes lesions
 * and flakes, which the cascade takes for edges; brightening shows it dark faces.
 */
final class CascadeFaceDetector implements FaceDetector {

  /** The longer side of what is searched, pixels; found faces are at least a fifth of it. */
  private static final int SEARCH_SIDE = 128;

  private static final String[] CASCADES = {
    "haarcascade_frontalface_alt2", "haarcascade_frontalface_default"
  };

  /**
   * Median, exponent of brightness, cascade, neighbours: the order that finds most with the first.
   * The later ones, asked only when nothing was found, have to be surer.
   */
  private static final double[][] ATTEMPTS = {
    {3, 0.5, 0, 1},
    {0, 1, 0, 1},
    {3, 1, 1, 3},
    {3, 0.5, 1, 3},
    {5, 1, 0, 3},
    {5, 0.5, 1, 3},
    {0, 0.5, 0, 3}
  };

  private final ThreadLocal<CascadeClassifier[]> classifiers;

  CascadeFaceDetector() {
    opencv_core.setNumThreads(1);
    Path[] files = {unpack(CASCADES[0]), unpack(CASCADES[1])};
    // A classifier keeps buffers while it searches: one a thread.
    classifiers =
        ThreadLocal.withInitial(
            () ->
                new CascadeClassifier[] {
                  new CascadeClassifier(files[0].toString()),
                  new CascadeClassifier(files[1].toString())
                });
  }

  private static Path unpack(String cascade) {
    String os = System.getProperty("os.name").startsWith("Mac") ? "macosx" : "linux";
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    String resource =
        "/org/bytedeco/opencv/%s-%s/share/opencv4/haarcascades/%s.xml".formatted(os, arch, cascade);
    try (InputStream in = CascadeFaceDetector.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + resource);
      }
      Path file = Files.createTempFile(cascade, ".xml");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + resource, e);
    }
  }

  @Override
  public String name() {
    return "haar-2";
  }

  @Override
  public List<FaceBox> detect(Picture picture) {
    double scale = (double) Math.max(picture.width(), picture.height()) / SEARCH_SIDE;
    try (Mat grey = grey(picture, scale)) {
      // Two looks at every picture, because one alone now and then misses the second of two faces.
      List<FaceBox> found =
          merged(attempt(grey, scale, ATTEMPTS[0]), attempt(grey, scale, ATTEMPTS[1]));
      for (int i = 2; found.isEmpty() && i < ATTEMPTS.length; i++) {
        found = attempt(grey, scale, ATTEMPTS[i]);
      }
      return found;
    }
  }

  /** Both lists, largest first, a face that is in both once: boxes whose centres are close. */
  private static List<FaceBox> merged(List<FaceBox> first, List<FaceBox> second) {
    List<FaceBox> all = new ArrayList<>(first);
    for (FaceBox box : second) {
      if (all.stream().noneMatch(known -> same(known, box))) {
        all.add(box);
      }
    }
    all.sort(Comparator.comparingDouble(FaceBox::side).reversed());
    // A box around two others is no third face.
    return all.stream()
        .filter(box -> all.stream().filter(other -> other != box && holds(box, other)).count() < 2)
        .toList();
  }

  private static boolean holds(FaceBox box, FaceBox other) {
    double x = other.x() + other.side() / 2;
    double y = other.y() + other.side() / 2;
    return x > box.x() && y > box.y() && x < box.x() + box.side() && y < box.y() + box.side();
  }

  private static boolean same(FaceBox a, FaceBox b) {
    double dx = a.x() + a.side() / 2 - b.x() - b.side() / 2;
    double dy = a.y() + a.side() / 2 - b.y() - b.side() / 2;
    return Math.hypot(dx, dy) < 0.5 * Math.max(a.side(), b.side());
  }

  private static Mat grey(Picture picture, double scale) {
    Mat small = new Mat();
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat rgb = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3, pixels);
        Mat grey = new Mat();
        Size size =
            new Size(
                (int) Math.max(1, Math.round(picture.width() / scale)),
                (int) Math.max(1, Math.round(picture.height() / scale)))) {
      opencv_imgproc.cvtColor(rgb, grey, opencv_imgproc.COLOR_RGB2GRAY);
      opencv_imgproc.resize(grey, small, size, 0, 0, opencv_imgproc.INTER_AREA);
    }
    return small;
  }

  private List<FaceBox> attempt(Mat grey, double scale, double[] attempt) {
    int side = SEARCH_SIDE / 5;
    try (Mat seen = grey.clone();
        RectVector out = new RectVector();
        Size least = new Size(side, side);
        Size most = new Size()) {
      if (attempt[0] > 0) {
        opencv_imgproc.medianBlur(seen, seen, (int) attempt[0]);
      }
      if (attempt[1] != 1) {
        seen.convertTo(seen, opencv_core.CV_32F, 1 / 255.0, 0);
        opencv_core.pow(seen, attempt[1], seen);
        seen.convertTo(seen, opencv_core.CV_8U, 255, 0);
      }
      classifiers.get()[(int) attempt[2]].detectMultiScale(
          seen, out, 1.1, (int) attempt[3], 0, least, most);
      List<FaceBox> faces = new ArrayList<>();
      for (Rect r : out.get()) {
        faces.add(new FaceBox(r.x() * scale, r.y() * scale, r.width() * scale, name()));
      }
      faces.sort(Comparator.comparingDouble(FaceBox::side).reversed());
      return faces;
    }
  }
}
