package io.dermaflow.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.FaceEngine;
import io.dermaflow.models.TestFaceModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a file whose answers are known; {@link RealFaceWeightsTest} tries the real one. */
class OnnxFaceDetectorTest {

  private static final int GREY = 127;
  private static final int WHITE = 255;

  /** The smallest box of the third cell of the second row of the coarsest grid. */
  private static final int PRIOR = 4360 + 3 * 7;

  private static Picture picture(int width, int height, int level) {
    byte[] rgb = new byte[width * height * 3];
    Arrays.fill(rgb, (byte) level);
    return new Picture(width, height, rgb);
  }

  private static List<FaceBox> detect(TestFaceModel model, Picture picture) {
    try (OnnxFaceDetector detector = new OnnxFaceDetector(model.bytes(), FaceLooks.WHOLE)) {
      return detector.detect(picture);
    }
  }

  private static void assertOne(List<FaceBox> faces, double x, double y, double side) {
    assertThat(faces).hasSize(1);
    assertBox(faces.get(0), x, y, side);
  }

  private static void assertBox(FaceBox face, double x, double y, double side) {
    assertThat(face.side()).isCloseTo(side, within(1e-3));
    assertThat(face.x()).isCloseTo(x, within(1e-3));
    assertThat(face.y()).isCloseTo(y, within(1e-3));
  }

  @Test
  void decodesOffsetsFromThePriors() {
    // The prior's centre is (2.5 / 5, 1.5 / 4) of the frame, its side 128 of 320 x 240 pixels.
    assertOne(
        detect(new TestFaceModel().says(PRIOR, 0.9, 0, 0, 0, 0), picture(640, 480, GREY)),
        183.04,
        43.04,
        273.92);
    // 0.1 of a side to the right and up, and twice as wide: exp(0.2 * 5 ln 2).
    assertOne(
        detect(
            new TestFaceModel().says(PRIOR, 0.9, 1, -1, 5 * Math.log(2), 0),
            picture(640, 480, GREY)),
        151.9093,
        -39.2907,
        387.3814);
  }

  @Test
  void takesCornersAsTheyAreWhereTheFileGivesThose() {
    assertOne(
        detect(
            new TestFaceModel().withCorners().says(7, 0.9, 0.25, 0.25, 0.5, 0.75),
            picture(640, 480, GREY)),
        135.1618,
        135.1618,
        209.6763);
  }

  @Test
  void mapsBoxesOutOfTheBars() {
    assertOne(
        detect(
            new TestFaceModel().withCorners().says(7, 0.9, 130 / 320.0, 0.25, 190 / 320.0, 0.75),
            picture(300, 600, WHITE)),
        36.5094,
        186.5094,
        226.9813);
    assertOne(
        detect(
            new TestFaceModel().withCorners().says(7, 0.9, 0.25, 100 / 240.0, 0.5, 140 / 240.0),
            picture(800, 200, WHITE)),
        224.3396,
        24.3396,
        151.3209);
  }

  @Test
  void looksAgainWithABorderWhereItFindsNothing() {
    TestFaceModel model = new TestFaceModel().withCorners().says(7, 0.9, 0.5, 0.5, 0.75, 0.75);
    byte[] bytes = model.bytes();
    try (OnnxFaceDetector detector = new OnnxFaceDetector(bytes, FaceLooks.WHOLE)) {
      assertOne(detector.detect(picture(640, 480, GREY)), 325.8682, 225.8682, 148.2635);
      assertOne(detector.detect(picture(640, 480, WHITE)), 329.3892, 217.3892, 237.2217);
    }
  }

  @Test
  void keepsTheSurestOfBoxesOfOneFaceLargestFirst() {
    TestFaceModel model =
        new TestFaceModel()
            .withCorners()
            .says(1, 0.8, 0.1, 0.1, 0.3, 0.5)
            .says(2, 0.75, 0.6, 0.1, 0.75, 0.5)
            .says(3, 0.9, 0.12, 0.1, 0.32, 0.5)
            .says(4, 0.9, 0.14, 0.1, 0.34, 0.5); // as sure as the one before it
    List<FaceBox> faces = detect(model, picture(640, 480, GREY));
    assertThat(faces).hasSize(2);
    assertBox(faces.get(0), 0.22 * 640 - 167.7411 / 2, 0.3 * 480 - 167.7411 / 2, 167.7411);
    assertBox(faces.get(1), 0.675 * 640 - 145.268 / 2, 0.3 * 480 - 145.268 / 2, 145.268);
  }

  /** Common area over the area of both: 0.25, then 0.333. */
  @Test
  void countsFacesThatOverlapALittleAsTwo() {
    TestFaceModel apart =
        new TestFaceModel()
            .withCorners()
            .says(1, 0.9, 0.1, 0.1, 0.3, 0.5)
            .says(2, 0.8, 0.22, 0.1, 0.42, 0.5);
    assertThat(detect(apart, picture(640, 480, GREY))).hasSize(2);
    TestFaceModel close =
        new TestFaceModel()
            .withCorners()
            .says(1, 0.9, 0.1, 0.1, 0.3, 0.5)
            .says(2, 0.8, 0.2, 0.1, 0.4, 0.5);
    assertThat(detect(close, picture(640, 480, GREY))).hasSize(1);
  }

  @Test
  void findsNobodyWhereItIsNotSureOrTheFaceIsTiny() {
    Picture picture = picture(640, 480, GREY);
    double[] box = {0.25, 0.25, 0.5, 0.75};
    assertThat(detect(new TestFaceModel().withCorners().says(7, 0.7, box), picture)).isEmpty();
    assertThat(detect(new TestFaceModel().withCorners().says(7, 0.71, box), picture)).hasSize(1);
    double[] tiny = {0.1, 0.1, 0.13, 0.14}; // 19 pixels of 640, 31 in the second look
    assertThat(detect(new TestFaceModel().withCorners().says(7, 0.9, tiny), picture)).isEmpty();
  }

  @Test
  void leavesOutBoxesWithoutAnArea() {
    // A width of exp(0.2 * -1000) of the prior's is none in single precision.
    TestFaceModel model = new TestFaceModel().says(PRIOR, 0.9, 0, 0, -1000, 0);
    assertThat(detect(model, picture(640, 480, GREY))).isEmpty();
  }

  @Test
  void isNamedByItsFile() {
    byte[] bytes = new TestFaceModel().says(PRIOR, 0.9, 0, 0, 0, 0).bytes();
    try (OnnxFaceDetector detector = new OnnxFaceDetector(bytes, FaceLooks.WHOLE)) {
      String name = "rfb-320@" + Digests.sha256(bytes).substring(0, 8);
      assertThat(detector.name()).isEqualTo(name);
      assertThat(detector.detect(picture(640, 480, GREY)).get(0).detector()).isEqualTo(name);
      assertThat(detector.parameters()).isEqualTo(4420 * 2 + 4420 * 4 + 1);
    }
  }

  /** The picture with one white square. */
  private static Picture marked(int width, int height, int x, int y, int side) {
    Picture picture = picture(width, height, GREY);
    for (int row = y; row < y + side; row++) {
      int from = (row * width + x) * 3;
      Arrays.fill(picture.rgb(), from, from + 3 * side, (byte) WHITE);
    }
    return picture;
  }

  @Test
  void looksAtFramesAsNarrowAsThePicture() {
    byte[] bytes = TestFaceModel.ofPixels(64);
    Picture square = marked(480, 480, 124, 124, 8); // around pixel (64, 64) of the frame
    try (OnnxFaceDetector narrow = new OnnxFaceDetector(bytes, FaceLooks.NARROW);
        OnnxFaceDetector whole = new OnnxFaceDetector(bytes, FaceLooks.WHOLE)) {
      assertThat(narrow.name()).isEqualTo("rfb-fit" + whole.name().substring(7));
      assertThat(narrow.parameters()).isEqualTo(whole.parameters());
      // The cell's centre is at 1.5 x 64 pixels of 240 across, and at 1.5 of 4 rows down.
      double side = 1.07 * 128 * 2;
      assertOne(narrow.detect(square), 192 - side / 2, 180 - side / 2, side);
      // In the middle of 320 pixels, (64, 64) of the frame is (24, 64) of the picture.
      assertThat(whole.detect(square)).isEmpty();
      assertOne(
          whole.detect(marked(480, 480, 44, 124, 8)),
          (96 - 40) * 2 - side / 2,
          180 - side / 2,
          side);
      Picture wide = marked(640, 480, 124, 124, 8);
      assertOne(narrow.detect(wide), 192 - side / 2, 180 - side / 2, side);
      assertThat(narrow.detect(wide).get(0).side()).isEqualTo(whole.detect(wide).get(0).side());
    }
  }

  @Test
  void believesTheSmallFrameWhereTheFaceIsLarge() {
    byte[] bytes = TestFaceModel.ofPixels(32);
    try (OnnxFaceDetector detector = OnnxFaceDetector.open(bytes)) {
      assertThat(detector.name()).startsWith("rfb-steps@");
      // The second cell of the third row, 32 of 128 pixels each, sees a face of 64 pixels; coarse
      // rows are 8 pixels above their pixels.
      double side = 1.07 * 64 * 3;
      assertOne(
          detector.detect(marked(384, 384, 94, 190, 8)), 144 - side / 2, 216 - side / 2, side);
    }
  }

  /** Faces of 32 pixels: 27 % of the first frame, 18 % of the second, whose word it is. */
  @Test
  void looksCloserWhereTheFaceIsSmall() {
    byte[] bytes = TestFaceModel.ofPixels(16);
    try (OnnxFaceDetector detector = OnnxFaceDetector.open(bytes)) {
      double side = 1.07 * 32 * 2;
      Picture seenByBoth = marked(384, 384, 94, 94, 8); // (32, 32) of 128 pixels, (48, 48) of 192
      assertOne(detector.detect(seenByBoth), 112 - side / 2, 112 - side / 2, side);
      Picture seenByTheFirst = marked(384, 384, 46, 46, 8); // (16, 16) of 128, (24, 24) of 192
      assertThat(detector.detect(seenByTheFirst)).isEmpty();
      Picture seenByTheSecond = marked(384, 384, 30, 30, 6); // (16, 16) of 192
      assertOne(detector.detect(seenByTheSecond), 48 - side / 2, 48 - side / 2, side);
      // (48, 48) of 192 pixels, of which the picture takes the middle 120.
      side = 1.07 * 32 * 3.2;
      assertOne(
          detector.detect(marked(384, 384, 36, 36, 5)),
          20 * 3.2 - side / 2,
          20 * 3.2 - side / 2,
          side);
    }
  }

  @Test
  void opensTheDetectorOfAName() {
    byte[] bytes = TestFaceModel.ofPixels(64);
    String digest = Digests.sha256(bytes).substring(0, 8);
    for (String name : List.of("rfb-steps@", "rfb-fit@", "rfb-320@")) {
      try (FaceEngine.Opened opened = OnnxFaceDetector.open(bytes, name + digest).orElseThrow()) {
        assertThat(opened.name()).isEqualTo(name + digest);
      }
    }
    assertThat(OnnxFaceDetector.open(bytes, "rfb-240@" + digest)).isEmpty();
    assertThat(OnnxFaceDetector.open(bytes, "rfb-fit@00000000")).isEmpty();
    byte[] constants = new TestFaceModel().bytes(); // of one width
    assertThat(
            OnnxFaceDetector.open(
                constants, "rfb-fit@" + Digests.sha256(constants).substring(0, 8)))
        .isEmpty();
    try (OnnxFaceDetector opened = OnnxFaceDetector.open(constants)) {
      assertThat(opened.name()).startsWith("rfb-320@");
    }
  }

  @Test
  void saysTheSameToManyAtOnce() {
    byte[] bytes = new TestFaceModel().says(PRIOR, 0.9, 1, -1, 2, 0.5).bytes();
    try (OnnxFaceDetector detector = new OnnxFaceDetector(bytes, FaceLooks.WHOLE)) {
      Picture picture = picture(500, 700, GREY);
      List<FaceBox> alone = detector.detect(picture);
      assertThat(alone).hasSize(1);
      assertThat(IntStream.range(0, 32).parallel().mapToObj(i -> detector.detect(picture)))
          .hasSize(32)
          .allMatch(alone::equals);
    }
  }

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> new OnnxFaceDetector(bytes, FaceLooks.WHOLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesOtherFiles() {
    byte[] whole = new TestFaceModel().bytes();
    assertRefused("no model at all".getBytes(StandardCharsets.UTF_8), "no whole ONNX file");
    assertRefused(Arrays.copyOf(whole, whole.length - 1000), "no whole ONNX file");
    assertRefused(new TestFaceModel(17_640).bytes(), "[1, 17640, 2], expected [1, 4420, 2]");
    assertRefused(new TestFaceModel().says(3, 2, 0, 0, 0, 0).bytes(), "expected probabilities");
    assertRefused(new TestFaceModel().says(3, Double.NaN, 0, 0, 0, 0).bytes(), "it scores NaN");
    assertRefused(
        new TestFaceModel().says(3, 0.9, 0, Double.NaN, 0, 0).bytes(), "it gives a box at NaN");
  }
}
