package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.StepPart;
import io.dermaflow.models.TrainingBatch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Drives the layers of one graph over a fixed number of pictures, forward and backward. DL4J's own
 * driver allocates every array anew and copies gradients where branches meet; this one allocates
 * once, adds in place, and adds the gradients of several passes up in the graph's flat gradient
 * vector. The parameters are the graph's. One instance a thread.
 */
final class GraphPass implements AutoCloseable {

  /** Floats of the largest activation that a pass may have: then a block's arrays fit the cache. */
  private static final int CACHED = 1_300_000;

  private static final int MOST_PICTURES = 8;

  private final NetworkSpec spec;
  private final int pictures;
  private final Architecture.Cut cut;
  private final Tiles tiles;
  private final INDArray input;
  private final float[] loaded;
  private final float[][] levels;
  private final List<Step> steps = new ArrayList<>();
  private final HeadMath heads;
  private final float[] features;
  private final float[] featureGradients;
  private final Map<Head, float[]> probabilities = new EnumMap<>(Head.class);

  /**
   * One convolution on its way up and down.
   *
   * @param pass its arrays
   * @param gradients where its gradients go
   * @param in what it reads
   * @param residual what is added to its output, or null
   * @param gradient where the gradient of its output is found
   * @param into where the gradient of its input goes, or null where nothing below learns
   * @param add to add to that instead of writing it
   */
  private record Step(
      ConvBlockPass pass,
      Map<String, INDArray> gradients,
      INDArray in,
      @Nullable INDArray residual,
      INDArray gradient,
      @Nullable INDArray into,
      boolean add) {}

  GraphPass(
      NetworkSpec spec,
      ComputationGraph graph,
      HeadMath heads,
      Tiles tiles,
      Frozen frozen,
      int pictures) {
    this.spec = spec;
    this.pictures = pictures;
    this.cut = Architecture.cut(spec.width(), spec.size(), frozen);
    this.input = ConvKernel.floats(pictures, cut.side(), cut.side(), cut.channels());
    this.loaded = new float[(int) input.length()];
    this.levels = levels(Objects.requireNonNull(spec.scaling()));
    this.heads = heads;
    this.tiles = tiles;
    int width = Architecture.featureCount(spec.width());
    this.features = new float[pictures * width];
    this.featureGradients = new float[pictures * width];
    for (Head head : spec.heads()) {
      probabilities.put(head, new float[pictures * head.size()]);
    }
    plan(graph);
  }

  /** Pictures that are best taken at once where BatchNorm does not ask for all of them. */
  static int picturesAtOnce(NetworkSpec spec, Frozen frozen) {
    int largest = MobileNetV2.largestActivation(spec, frozen);
    return Math.max(1, Math.min(MOST_PICTURES, CACHED / largest));
  }

  /** What each level of each channel becomes, as the exported graph computes it. */
  private static float[][] levels(Scaling scaling) {
    float[][] levels = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int level = 0; level < 256; level++) {
        levels[channel][level] = level * scaling.scale(channel) + scaling.shift(channel);
      }
    }
    return levels;
  }

  /** Gradient views of a layer, as the graph has cut its flat vector. */
  static Map<String, INDArray> gradients(Layer layer) {
    if (!(layer instanceof BaseLayer<?> learning)) {
      return Map.of();
    }
    return learning
        .layerConf()
        .initializer()
        .getGradientsFromFlattened(learning.conf(), learning.getGradientsViewArray());
  }

  /** Lays out passes and gradient buffers; nothing is allocated afterwards. */
  private void plan(ComputationGraph graph) {
    List<Architecture.Convolution> convolutions = Architecture.convolutionsAbove(spec.width(), cut);
    Map<String, INDArray> arrays = new HashMap<>();
    arrays.put(cut.name(), input);
    List<ConvBlockPass> passes = new ArrayList<>();
    for (Architecture.Convolution c : convolutions) {
      INDArray in = arrays.get(c.input());
      if (in == null) {
        throw new IllegalStateException(c.name() + " reads " + c.input() + ", which is not there");
      }
      ConvBlockLayer layer = (ConvBlockLayer) graph.getLayer(c.name());
      ConvBlockPass pass = layer.pass(pictures, (int) in.size(1), tiles);
      passes.add(pass);
      arrays.put(c.name(), pass.out());
      arrays.put(c.output(), pass.out()); // the residual is added in place
    }
    if (convolutions.isEmpty()) {
      return;
    }
    GradientBuffers buffers = new GradientBuffers(convolutions, passes);
    INDArray gradient = buffers.boundary(passes.get(passes.size() - 1).out());
    for (int i = convolutions.size() - 1; i >= 0; i--) {
      Architecture.Convolution c = convolutions.get(i);
      INDArray in = arrays.get(c.input());
      boolean lowest = i == 0;
      boolean joins = !lowest && buffers.joinsResidual(i);
      INDArray into = lowest ? null : buffers.below(i, in, joins);
      steps.add(
          0,
          new Step(
              passes.get(i),
              gradients(graph.getLayer(c.name())),
              in,
              c.residual().isEmpty() ? null : arrays.get(c.residual()),
              gradient,
              into,
              joins));
      gradient = into == null ? gradient : into;
    }
  }

  int pictures() {
    return pictures;
  }

  /**
   * Forward and backward for the items {@code from .. from + pictures}, adding to the gradients.
   *
   * @return their weighted loss
   */
  double learn(TrainingBatch batch, int from, double statisticsShare) {
    tiles.profile().begin();
    load(batch.input(), from);
    tiles.profile().lap(StepPart.LOAD);
    forward(true);
    double loss = 0;
    int width = features.length / pictures;
    for (int i = 0; i < pictures; i++) {
      heads.predict(features, i * width, probabilities, i);
      loss +=
          heads.learn(
              features,
              i * width,
              probabilities,
              i,
              batch.labels(),
              batch.weights(),
              from + i,
              featureGradients);
    }
    backward(statisticsShare);
    return loss;
  }

  /**
   * Probabilities of the items {@code from .. from + pictures}, written to {@code into}. Mirror
   * images are looked at only where pictures are given.
   */
  void predict(TrainingBatch.Input items, int from, Map<Head, float[]> into) {
    load(items, from);
    forward(false);
    if (spec.mirrored() && items instanceof TrainingBatch.Pixels) {
      float[] once = features.clone();
      mirror(loaded, spec.size());
      Tiles.buffer(input).put(0, loaded);
      forward(false);
      for (int i = 0; i < once.length; i++) {
        features[i] = (once[i] + features[i]) / 2;
      }
    }
    int width = features.length / pictures;
    for (int i = 0; i < pictures; i++) {
      heads.predict(features, i * width, into, from + i);
    }
  }

  /** Turns each row of a channel-last picture with three channels round. */
  private static void mirror(float[] rows, int side) {
    for (int row = 0; row < rows.length; row += 3 * side) {
      for (int a = row, b = row + 3 * (side - 1); a < b; a += 3, b -= 3) {
        for (int channel = 0; channel < 3; channel++) {
          float level = rows[a + channel];
          rows[a + channel] = rows[b + channel];
          rows[b + channel] = level;
        }
      }
    }
  }

  private void load(TrainingBatch.Input items, int from) {
    int at = from * loaded.length / pictures;
    if (items instanceof TrainingBatch.Pixels pixels) {
      if (!cut.name().equals(Architecture.INPUT)) {
        throw new IllegalArgumentException("pictures, expected activations at " + cut.name());
      }
      byte[] rgb = pixels.rgb();
      for (int i = 0; i < loaded.length; i += 3) {
        loaded[i] = levels[0][rgb[at + i] & 0xFF];
        loaded[i + 1] = levels[1][rgb[at + i + 1] & 0xFF];
        loaded[i + 2] = levels[2][rgb[at + i + 2] & 0xFF];
      }
      Tiles.buffer(input).put(0, loaded);
    } else if (items instanceof TrainingBatch.Activations activations) {
      if (cut.name().equals(Architecture.INPUT)) {
        throw new IllegalArgumentException("activations, expected pictures");
      }
      if (steps.isEmpty()) {
        System.arraycopy(activations.values(), at, features, 0, features.length);
      } else {
        Tiles.buffer(input).put(0, activations.values(), at, loaded.length);
      }
    }
  }

  private void forward(boolean training) {
    for (Step step : steps) {
      step.pass().forward(step.in(), training);
      INDArray residual = step.residual();
      if (residual != null) {
        tiles.addTo(
            Tiles.buffer(step.pass().out()), Tiles.buffer(residual), (int) residual.length());
        tiles.profile().lap(StepPart.RESIDUAL);
      }
    }
    if (!steps.isEmpty()) {
      Geometry top = top();
      tiles.average(
          Tiles.buffer(steps.get(steps.size() - 1).pass().out()),
          pictures,
          top.pixelsOut() / pictures,
          top.out(),
          FloatBuffer.wrap(features));
    }
  }

  private Geometry top() {
    return steps.get(steps.size() - 1).pass().geometry();
  }

  private void backward(double statisticsShare) {
    if (steps.isEmpty()) {
      return;
    }
    Geometry top = top();
    tiles.spread(
        FloatBuffer.wrap(featureGradients),
        pictures,
        top.pixelsOut() / pictures,
        top.out(),
        Tiles.buffer(steps.get(steps.size() - 1).gradient()));
    tiles.profile().lap(StepPart.HEADS);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step s = steps.get(i);
      s.pass().backward(s.in(), s.gradient(), s.gradients(), s.into(), s.add(), statisticsShare);
    }
  }

  @Override
  public void close() {
    steps.forEach(step -> step.pass().close());
  }

  /**
   * Four buffers that all gradients share: two inside a block, and two that take turns at the
   * borders between blocks, where a residual connection waits until its block is done.
   */
  private static final class GradientBuffers {
    private final List<Architecture.Convolution> convolutions;
    private final INDArray[] boundaries;
    private final INDArray[] inner;
    private int boundary;

    GradientBuffers(List<Architecture.Convolution> convolutions, List<ConvBlockPass> passes) {
      this.convolutions = convolutions;
      long largest = passes.stream().mapToLong(p -> p.out().length()).max().orElse(1);
      long border = 1;
      for (int i = 0; i < convolutions.size(); i++) {
        if (!inside(i)) {
          border = Math.max(border, passes.get(i).out().length());
        }
      }
      this.boundaries = new INDArray[] {ConvKernel.floats(border), ConvKernel.floats(border)};
      this.inner = new INDArray[] {ConvKernel.floats(largest), ConvKernel.floats(largest)};
    }

    /** Whether the output of a convolution is read by the next one of its block only. */
    private boolean inside(int i) {
      String name = convolutions.get(i).name();
      return name.endsWith("_expand") || name.endsWith("_depthwise");
    }

    /** Whether the input of a convolution is also the residual of its block. */
    boolean joinsResidual(int i) {
      String input = convolutions.get(i).input();
      for (int k = i; k < Math.min(convolutions.size(), i + 3); k++) {
        if (convolutions.get(k).residual().equals(input)) {
          return true;
        }
      }
      return false;
    }

    /** The buffer of the gradient of a convolution's input. */
    INDArray below(int i, INDArray in, boolean joins) {
      if (inside(i - 1)) {
        return view(inner[convolutions.get(i - 1).name().endsWith("_expand") ? 1 : 0], in);
      }
      if (!joins) {
        boundary = 1 - boundary;
      }
      return boundary(in);
    }

    INDArray boundary(INDArray like) {
      return view(boundaries[boundary], like);
    }

    private static INDArray view(INDArray buffer, INDArray like) {
      return buffer.get(NDArrayIndex.interval(0, like.length())).reshape('c', like.shape());
    }
  }
}
