package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Head;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers above the base, forward and backward in plain Java: they are so small that calling a
 * native operation would cost more than the work. Softmax with cross-entropy for classes, sigmoid
 * with the mean binary cross-entropy for a multi-label head. One instance a thread.
 */
final class HeadMath {

  private final List<Head> heads;
  private final @Nullable Dense hidden;
  private final Map<Head, Dense> outputs = new EnumMap<>(Head.class);
  private final Map<Head, Double> lossWeights = new EnumMap<>(Head.class);
  private final float[] hiddenOut;
  private final float[] hiddenGradient;
  private final float[] rowGradient;

  HeadMath(ComputationGraph graph, List<Head> heads) {
    this.heads = heads;
    this.hidden =
        graph.getVertex(MobileNetV2.HIDDEN) == null ? null : new Dense(graph, MobileNetV2.HIDDEN);
    for (Head head : heads) {
      outputs.put(head, new Dense(graph, head.key()));
      lossWeights.put(head, (double) MobileNetV2.lossWeight(head));
    }
    int width = output(heads.get(0)).in;
    this.hiddenOut = new float[width];
    this.hiddenGradient = new float[width];
    this.rowGradient = new float[heads.stream().mapToInt(Head::size).max().orElse(1)];
  }

  private Dense output(Head head) {
    Dense dense = outputs.get(head);
    if (dense == null) {
      throw new IllegalArgumentException("the network has no head " + head);
    }
    return dense;
  }

  /** Reads the parameters; once before the passes of a step. */
  void load() {
    if (hidden != null) {
      hidden.load();
    }
    outputs.values().forEach(Dense::load);
  }

  /** Writes the gradients of all passes since {@link #load} to the network's. */
  void store() {
    if (hidden != null) {
      hidden.store();
    }
    outputs.values().forEach(Dense::store);
  }

  /**
   * Probabilities of one item.
   *
   * @param into by head, written from {@code row * head.size()} on
   */
  void predict(float[] features, int at, Map<Head, float[]> into, int row) {
    Dense below = hidden;
    float[] x = features;
    int from = at;
    if (below != null) {
      below.forward(features, at, hiddenOut, 0);
      relu(hiddenOut);
      x = hiddenOut;
      from = 0;
    }
    for (Head head : heads) {
      float[] out = into.getOrDefault(head, rowGradient);
      output(head).forward(x, from, out, row * head.size());
      activate(head, out, row * head.size());
    }
  }

  /**
   * Gradient for one item whose probabilities {@link #predict} has just given.
   *
   * @param probabilities what {@code predict} wrote
   * @param labels by head, target probabilities of all items
   * @param weights by head, one value an item
   * @param item which item of labels and weights
   * @param gradient the gradient of the features, written from {@code at} on
   * @return weighted loss of the item
   */
  double learn(
      float[] features,
      int at,
      Map<Head, float[]> probabilities,
      int row,
      Map<Head, float[]> labels,
      Map<Head, float[]> weights,
      int item,
      float[] gradient) {
    Dense below = hidden;
    float[] x = below == null ? features : hiddenOut;
    int from = below == null ? at : 0;
    float[] dx = below == null ? gradient : hiddenGradient;
    java.util.Arrays.fill(dx, from, from + output(heads.get(0)).in, 0);
    double loss = 0;
    for (Head head : heads) {
      double weight = weights.getOrDefault(head, rowGradient)[item];
      if (weight == 0) {
        continue;
      }
      loss += error(head, probabilities, row, labels, item, weight * lossWeight(head));
      output(head).backward(x, from, rowGradient, dx, from);
    }
    if (below != null) {
      for (int i = 0; i < hiddenOut.length; i++) {
        hiddenGradient[i] = hiddenOut[i] > 0 ? hiddenGradient[i] : 0;
      }
      java.util.Arrays.fill(gradient, at, at + below.in, 0);
      below.backward(features, at, hiddenGradient, gradient, at);
    }
    return loss;
  }

  private double lossWeight(Head head) {
    return lossWeights.getOrDefault(head, 1.0);
  }

  /** Writes the gradient before the activation to {@link #rowGradient}; returns the loss. */
  private double error(
      Head head,
      Map<Head, float[]> probabilities,
      int row,
      Map<Head, float[]> labels,
      int item,
      double weight) {
    float[] p = probabilities.getOrDefault(head, rowGradient);
    float[] y = labels.getOrDefault(head, rowGradient);
    int size = head.size();
    double loss = 0;
    for (int k = 0; k < size; k++) {
      double probability = p[row * size + k];
      double target = y[item * size + k];
      loss -= target * Math.log(Math.max(probability, 1e-10));
      if (head.multiLabel()) {
        loss -= (1 - target) * Math.log(Math.max(1 - probability, 1e-10));
      }
      rowGradient[k] = (float) (weight * (probability - target));
    }
    return weight * loss;
  }

  private static void relu(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }

  private static void activate(Head head, float[] values, int at) {
    int end = at + head.size();
    if (head.multiLabel()) {
      for (int i = at; i < end; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
      }
      return;
    }
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < end; i++) {
      largest = Math.max(largest, values[i]);
    }
    double sum = 0;
    for (int i = at; i < end; i++) {
      values[i] = (float) Math.exp(values[i] - largest);
      sum += values[i];
    }
    for (int i = at; i < end; i++) {
      values[i] /= (float) sum;
    }
  }

  /** A dense layer; DL4J keeps its weights column by column: all inputs of an output together. */
  private static final class Dense {
    final int in;
    final int out;
    private final INDArray weights;
    private final INDArray biases;
    private final INDArray weightGradients;
    private final INDArray biasGradients;
    private final float[] w;
    private final float[] b;
    private final float[] dw;
    private final float[] db;

    Dense(ComputationGraph graph, String layer) {
      this.weights = graph.getLayer(layer).paramTable().get("W");
      this.biases = graph.getLayer(layer).paramTable().get("b");
      this.in = (int) weights.size(0);
      this.out = (int) weights.size(1);
      Map<String, INDArray> gradients = GraphPass.gradients(graph.getLayer(layer));
      this.weightGradients = gradients.getOrDefault("W", weights);
      this.biasGradients = gradients.getOrDefault("b", biases);
      this.w = new float[in * out];
      this.b = new float[out];
      this.dw = new float[in * out];
      this.db = new float[out];
    }

    void load() {
      Tiles.buffer(weights).get(w);
      Tiles.buffer(biases).get(b);
      java.util.Arrays.fill(dw, 0);
      java.util.Arrays.fill(db, 0);
    }

    void store() {
      put(weightGradients, dw);
      put(biasGradients, db);
    }

    private static void put(INDArray view, float[] values) {
      FloatBuffer target = Tiles.buffer(view);
      target.put(values);
    }

    void forward(float[] x, int from, float[] y, int at) {
      for (int k = 0; k < out; k++) {
        // Four sums at once: one would wait for itself at every addition.
        float s0 = b[k];
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int column = k * in;
        int i = 0;
        for (; i + 3 < in; i += 4) {
          s0 += x[from + i] * w[column + i];
          s1 += x[from + i + 1] * w[column + i + 1];
          s2 += x[from + i + 2] * w[column + i + 2];
          s3 += x[from + i + 3] * w[column + i + 3];
        }
        for (; i < in; i++) {
          s0 += x[from + i] * w[column + i];
        }
        y[at + k] = (s0 + s1) + (s2 + s3);
      }
    }

    /** Adds to this layer's gradients and to {@code dx}. */
    void backward(float[] x, int from, float[] dy, float[] dx, int at) {
      for (int k = 0; k < out; k++) {
        float g = dy[k];
        int column = k * in;
        db[k] += g;
        if (g == 0) {
          continue;
        }
        for (int i = 0; i < in; i++) {
          dw[column + i] += g * x[from + i];
        }
        for (int i = 0; i < in; i++) {
          dx[at + i] += g * w[column + i];
        }
      }
    }
  }
}
