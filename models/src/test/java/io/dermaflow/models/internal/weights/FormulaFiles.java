package io.dermaflow.models.internal.weights;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Kind;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights files of a MobileNetV2 0.35 whose numbers are the formula of weights/reference.py. */
final class FormulaFiles {

  static final double WIDTH = 0.35;

  private FormulaFiles() {}

  /** One array of the formula; k counts from 1. */
  static float[] array(int k, int length, String role, int fan) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      double s = Math.sin(i * 12.9898 + k * 78.233);
      values[i] =
          (float)
              switch (role) {
                case "gamma" -> 1 + 0.2 * s;
                case "variance" -> 1 + 0.5 * s;
                case "shift" -> 0.1 * s;
                default -> s * Math.sqrt(4.0 / fan);
              };
    }
    return values;
  }

  /** Kernel, gamma, beta, mean and variance of every convolution. */
  record Layer(Convolution convolution, int in, List<float[]> arrays) {

    boolean depthwise() {
      return convolution.kind() == Kind.DEPTHWISE;
    }

    int side() {
      return convolution.kind() == Kind.POINTWISE ? 1 : 3;
    }
  }

  static List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    int in = 3;
    int k = 0;
    for (Convolution c : Architecture.convolutions(WIDTH)) {
      int out = c.channels();
      int taps = c.kind() == Kind.POINTWISE ? 1 : 9;
      int fan = taps * (c.kind() == Kind.DEPTHWISE ? 1 : in);
      List<float[]> arrays = new ArrayList<>();
      arrays.add(array(++k, fan * out, "kernel", fan));
      for (String role : List.of("gamma", "shift", "shift", "variance")) {
        arrays.add(array(++k, out, role, 0));
      }
      layers.add(new Layer(c, in, arrays));
      in = out;
    }
    return layers;
  }

  static List<Tensor> torch(boolean timm) {
    List<Tensor> tensors = new ArrayList<>();
    for (Layer layer : layers()) {
      String[] names = torchNames(layer.convolution().name(), timm);
      int out = layer.convolution().channels();
      int in = layer.depthwise() ? 1 : layer.in();
      tensors.add(
          new Tensor(
              names[0] + ".weight",
              new int[] {out, in, layer.side(), layer.side()},
              layer.arrays().get(0)));
      String[] roles = {".weight", ".bias", ".running_mean", ".running_var"};
      for (int i = 0; i < roles.length; i++) {
        tensors.add(new Tensor(names[1] + roles[i], new int[] {out}, layer.arrays().get(i + 1)));
      }
    }
    return tensors;
  }

  /** As the two libraries name the first, one middle, and the last convolution, written out. */
  private static String[] torchNames(String name, boolean timm) {
    Map<String, String[]> known = new HashMap<>();
    int[] stages = {1, 2, 3, 4, 3, 3, 1};
    int block = 0;
    for (int stage = 0; stage < stages.length; stage++) {
      for (int repeat = 0; repeat < stages[stage]; repeat++, block++) {
        String t = "blocks." + stage + "." + repeat + ".";
        String v = "features." + (block + 1) + ".conv.";
        String own = "block" + block;
        if (block == 0) {
          known.put(own + "_depthwise", pair(timm, t + "conv_dw", t + "bn1", v + "0.0", v + "0.1"));
          known.put(own + "_project", pair(timm, t + "conv_pw", t + "bn2", v + "1", v + "2"));
        } else {
          known.put(own + "_expand", pair(timm, t + "conv_pw", t + "bn1", v + "0.0", v + "0.1"));
          known.put(own + "_depthwise", pair(timm, t + "conv_dw", t + "bn2", v + "1.0", v + "1.1"));
          known.put(own + "_project", pair(timm, t + "conv_pwl", t + "bn3", v + "2", v + "3"));
        }
      }
    }
    known.put("stem", pair(timm, "conv_stem", "bn1", "features.0.0", "features.0.1"));
    known.put("top", pair(timm, "conv_head", "bn2", "features.18.0", "features.18.1"));
    return known.get(name);
  }

  private static String[] pair(boolean timm, String a, String b, String c, String d) {
    return timm ? new String[] {a, b} : new String[] {c, d};
  }

  static void safetensors(Path file, List<Tensor> tensors) throws IOException {
    Files.write(file, SafetensorsFile.bytes(Map.of("format", "pt"), tensors));
  }

  /**
   * An HDF5 file of Keras.
   *
   * @param prefix groups around the layers, e.g. {@code model_weights/sequential_1}
   * @param counted whether layers are named by class and number, as in {@code .weights.h5}
   */
  static void keras(Path file, String prefix, boolean counted) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup root = hdf;
      for (String group : prefix.isEmpty() ? new String[0] : prefix.split("/")) {
        root = root.putGroup(group);
      }
      int full = 0;
      int depthwise = 0;
      int norm = 0;
      for (Layer layer : layers()) {
        String name = layer.convolution().name();
        Object kernel = kernel(layer);
        List<float[]> arrays = layer.arrays();
        if (counted) {
          boolean each = layer.depthwise();
          String kind = each ? "depthwise_conv2d" : "conv2d";
          int index = each ? depthwise++ : full++;
          root.putGroup(kind + (index == 0 ? "" : "_" + index))
              .putGroup("vars")
              .putDataset("0", kernel);
          WritableGroup vars =
              root.putGroup("batch_normalization" + (norm == 0 ? "" : "_" + norm)).putGroup("vars");
          norm++;
          for (int i = 0; i < 4; i++) {
            vars.putDataset(Integer.toString(i), arrays.get(i + 1));
          }
        } else {
          String keras =
              switch (name) {
                case "stem" -> "Conv1";
                case "top" -> "Conv_1";
                default ->
                    name.startsWith("block0_")
                        ? name.replace("block0", "expanded_conv")
                        : name.replace("block", "block_");
              };
          String bn =
              switch (name) {
                case "stem" -> "bn_Conv1";
                case "top" -> "Conv_1_bn";
                default -> keras + "_BN";
              };
          root.putGroup(keras)
              .putDataset(layer.depthwise() ? "depthwise_kernel:0" : "kernel:0", kernel);
          WritableGroup group = root.putGroup(bn);
          String[] roles = {"gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"};
          for (int i = 0; i < 4; i++) {
            group.putDataset(roles[i], arrays.get(i + 1));
          }
        }
      }
    }
  }

  /** Row, column, in, out; depthwise row, column, channel, 1. */
  private static Object kernel(Layer layer) {
    int side = layer.side();
    int a = layer.depthwise() ? layer.convolution().channels() : layer.in();
    int b = layer.depthwise() ? 1 : layer.convolution().channels();
    float[] flat = layer.arrays().get(0);
    float[][][][] shaped = new float[side][side][a][b];
    int at = 0;
    for (float[][][] row : shaped) {
      for (float[][] column : row) {
        for (float[] in : column) {
          System.arraycopy(flat, at, in, 0, b);
          at += b;
        }
      }
    }
    return shaped;
  }
}
