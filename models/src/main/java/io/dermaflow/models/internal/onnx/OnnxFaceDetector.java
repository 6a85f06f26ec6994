package io.dermaflow.models.internal.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.FaceEngine;
import io.dermaflow.models.internal.onnx.FaceLooks.Look;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * "Ultra-Light RFB-320" (Linzaer, 2019) in ONNX Runtime, one shared session with one native thread.
 * Its input is 1 x 3 x 240 x 320, a {@link Letterbox} of the picture. Its outputs are {@code
 * scores}, 1 x 4420 x 2, and {@code boxes}, 1 x 4420 x 4: offsets from {@link FacePriors}, or
 * corners where the file works them out itself.
 *
 * <p>A file that gives offsets is run on frames of other sizes than that, as {@link FaceLooks}
 * says. The name says which way a detector looks, so that models are scored the way they were
 * trained.
 *
 * <p>RFB's box of width w and height h is the whole face, from hair to chin. What crops expect is
 * the square of a cascade, from the middle of the forehead to the chin: the square of side {@code
 * 1.07 sqrt(w h)} around the same centre. That is the median on 166 pictures of whole faces in
 * which both find one; centres are 1 % of the height apart.
 */
final class OnnxFaceDetector implements FaceEngine.Opened {

  private static final String SCORES = "scores";
  private static final String BOXES = "boxes";

  /** Of frames in training, pixels. */
  private static final int WIDTH = Letterbox.widest(Look.TRAINED);

  /** What the runtime says of a side that is free. */
  private static final long FREE = -1;

  private static final double SQUARE = 1.07;

  /** Smaller ones, over the longer side of the picture, are strangers in the background. */
  private static final double LEAST_SIDE = 0.1;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String input;
  private final String name;
  private final long parameters;
  private final boolean offsets;
  private final FaceLooks looks;

  /**
   * @param looks of one frame size, or of several, which takes a file that gives offsets
   * @throws IllegalArgumentException when the file is not of such a detector
   */
  OnnxFaceDetector(byte[] model, FaceLooks looks) {
    FaceFile file = new FaceFile(model);
    this.looks = looks;
    this.name = looks.prefix + digest(model);
    this.parameters = file.parameters();
    this.session = OnnxSessions.open(environment, looks.fits ? file.anySize() : file.constant());
    try {
      this.input = looks.fits ? input(FREE, FREE) : input(Look.TRAINED, WIDTH);
      boolean corners = true;
      for (Look look : looks.looks) {
        FaceCandidates grey = grey(look.height());
        requireNumbers(grey);
        corners &= grey.areBoxes();
      }
      this.offsets = looks.fits || !corners;
    } catch (OrtException e) {
      OnnxSessions.close(session);
      throw new IllegalArgumentException("it cannot be run: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      OnnxSessions.close(session);
      throw e;
    }
  }

  /** What it says of a grey square, or of a grey frame where it takes no other. */
  private FaceCandidates grey(int height) throws OrtException {
    int width = looks.fits ? height : WIDTH;
    return run(new float[3 * height * width], width, height);
  }

  /**
   * Opens a file, to be run in steps where it can be.
   *
   * @throws IllegalArgumentException when the file is not of such a detector
   */
  static OnnxFaceDetector open(byte[] model) {
    OnnxFaceDetector whole = new OnnxFaceDetector(model, FaceLooks.WHOLE);
    if (!whole.offsets) {
      return whole;
    }
    try {
      OnnxFaceDetector stepping = new OnnxFaceDetector(model, FaceLooks.STEPS);
      whole.close();
      return stepping;
    } catch (IllegalArgumentException e) {
      return whole;
    }
  }

  /** Opens a file as the detector of a name; nothing where it is not of that name. */
  static Optional<FaceEngine.Opened> open(byte[] model, String name) {
    Optional<FaceLooks> looks = FaceLooks.of(name);
    if (looks.isEmpty() || !name.equals(looks.get().prefix + digest(model))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OnnxFaceDetector(model, looks.get()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String digest(byte[] model) {
    return Digests.sha256(model).substring(0, 8);
  }

  /** Name of the one input, a frame of this size. */
  private String input(long height, long width) throws OrtException {
    long[] expected = {1, 3, height, width};
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("its inputs are " + inputs.keySet() + ", expected one");
    }
    Map.Entry<String, NodeInfo> only = inputs.entrySet().iterator().next();
    String found =
        only.getValue().getInfo() instanceof TensorInfo info
            ? Arrays.toString(info.getShape())
            : "no tensor";
    if (!found.equals(Arrays.toString(expected))) {
      throw unlike(only.getKey(), found, expected);
    }
    return only.getKey();
  }

  private static void requireNumbers(FaceCandidates answer) {
    for (float score : answer.scores()) {
      if (!(score >= 0 && score <= 1.001f)) {
        throw new IllegalArgumentException("it scores " + score + ", expected probabilities");
      }
    }
    for (float corner : answer.corners()) {
      if (!Float.isFinite(corner)) {
        throw new IllegalArgumentException("it gives a box at " + corner + ", expected numbers");
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long parameters() {
    return parameters;
  }

  @Override
  public List<FaceBox> detect(Picture picture) {
    List<FaceBox> faces = List.of();
    for (Look look : looks.looks) {
      faces = look(picture, look);
      double enough = look.enough() * Math.max(picture.width(), picture.height());
      if (!faces.isEmpty() && faces.get(0).side() >= enough) {
        return faces;
      }
    }
    return faces;
  }

  private List<FaceBox> look(Picture picture, Look look) {
    Letterbox frame = new Letterbox(picture, look.height(), look.border(), looks.fits);
    FaceCandidates answer = answer(frame);
    double least = LEAST_SIDE * Math.max(picture.width(), picture.height());
    List<FaceBox> faces = new ArrayList<>();
    for (int i : answer.faces()) {
      FaceBox face = square(frame, answer, i);
      if (face.side() >= least) {
        faces.add(face);
      }
    }
    faces.sort(Comparator.comparingDouble(FaceBox::side).reversed());
    return faces;
  }

  private FaceBox square(Letterbox frame, FaceCandidates answer, int i) {
    double left = frame.x(answer.corner(i, 0));
    double top = frame.y(answer.corner(i, 1));
    double right = frame.x(answer.corner(i, 2));
    double bottom = frame.y(answer.corner(i, 3));
    double side = SQUARE * Math.sqrt((right - left) * (bottom - top));
    return new FaceBox((left + right - side) / 2, (top + bottom - side) / 2, side, name);
  }

  private FaceCandidates answer(Letterbox frame) {
    int width = frame.frameWidth;
    int height = frame.frameHeight;
    try {
      FaceCandidates raw = run(frame.planes(), width, height);
      return offsets
          ? new FaceCandidates(raw.scores(), FacePriors.over(width, height).corners(raw.corners()))
          : raw;
    } catch (OrtException e) {
      throw new IllegalStateException("face detection failed: " + e.getMessage(), e);
    }
  }

  /** What the file says, offsets in the place of corners where it gives those. */
  private FaceCandidates run(float[] planes, int width, int height) throws OrtException {
    long[] shape = {1, 3, height, width};
    long count = FacePriors.over(width, height).count();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(planes), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return new FaceCandidates(
          floats(result, SCORES, new long[] {1, count, 2}),
          floats(result, BOXES, new long[] {1, count, 4}));
    }
  }

  private static float[] floats(OrtSession.Result result, String output, long[] shape) {
    if (!(result.get(output).orElse(null) instanceof OnnxTensor tensor)) {
      throw unlike(output, "not there", shape);
    }
    String found = Arrays.toString(tensor.getInfo().getShape());
    FloatBuffer values = tensor.getFloatBuffer();
    if (values == null || !found.equals(Arrays.toString(shape))) {
      throw unlike(output, tensor.getInfo().type + " " + found, shape);
    }
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }

  private static IllegalArgumentException unlike(String value, String found, long[] expected) {
    return new IllegalArgumentException(
        "'%s' is %s, expected %s".formatted(value, found, Arrays.toString(expected)));
  }

  @Override
  public void close() {
    OnnxSessions.close(session);
  }
}
