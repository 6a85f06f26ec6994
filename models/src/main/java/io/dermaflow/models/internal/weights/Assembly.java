package io.dermaflow.models.internal.weights;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.InferenceNetwork.Affine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the width of a list of convolutions and gives them our names. */
final class Assembly {

  /** Published widths first, then all others in steps of 0.05. */
  private static final List<Double> WIDTHS = widths();

  private final List<RawLayer> layers;

  Assembly(List<RawLayer> layers) {
    this.layers = layers;
  }

  static boolean isWidth(double width) {
    return WIDTHS.contains(width);
  }

  private static List<Double> widths() {
    List<Double> all = new ArrayList<>(List.of(1.0, 0.35, 0.5, 0.75, 1.3, 1.4));
    for (int i = 7; i <= 28; i++) {
      if (!all.contains(i / 20.0)) {
        all.add(i / 20.0);
      }
    }
    return all;
  }

  /** Refuses a file with more convolutions than the network has, before all are read. */
  static void requireRoom(List<RawLayer> layers, Tensor next) {
    int most = Architecture.convolutions(1).size();
    if (layers.size() >= most) {
      throw new Unfit(next.name() + " is left over", most + " convolutions as MobileNetV2 has");
    }
  }

  /** Refuses a network that is as wide as ours but looks at pictures in other steps. */
  static void requireStride(int index, Tensor kernel, long stride, long dilation) {
    int expected = Architecture.convolutions(1).get(index).stride();
    if (stride != expected || dilation > 1) {
      throw new Unfit(
          "%s has stride %d and dilation %d".formatted(kernel.name(), stride, dilation),
          "stride %d and no dilation".formatted(expected));
    }
  }

  /** The width of which most of the first layers fit. */
  double width() {
    double best = 1;
    int most = -1;
    for (double width : WIDTHS) {
      int fit = fit(width);
      if (fit > most) {
        most = fit;
        best = width;
      }
    }
    return best;
  }

  private int fit(double width) {
    List<Convolution> wanted = Architecture.convolutions(width);
    int in = 3;
    for (int i = 0; i < wanted.size(); i++) {
      if (i == layers.size() || !fits(layers.get(i), wanted.get(i), in)) {
        return i;
      }
      in = wanted.get(i).channels();
    }
    return wanted.size();
  }

  private static boolean fits(RawLayer layer, Convolution wanted, int in) {
    return layer.kind() == wanted.kind()
        && layer.out() == wanted.channels()
        && layer.in() == (wanted.kind() == Kind.DEPTHWISE ? wanted.channels() : in);
  }

  /** The numbers by our names; refuses the first layer that does not fit. */
  Map<String, Affine> convolutions(double width) {
    List<Convolution> wanted = Architecture.convolutions(width);
    Map<String, Affine> named = new HashMap<>();
    int fit = fit(width);
    if (fit < wanted.size()) {
      Convolution next = wanted.get(fit);
      int in = fit == 0 ? 3 : wanted.get(fit - 1).channels();
      String expected =
          "%s of %d to %d channels (%s of MobileNetV2 %s)"
              .formatted(next.kind(), in, next.channels(), next.name(), width);
      if (fit == layers.size()) {
        throw new Unfit("the file ends after " + fit + " convolutions", expected);
      }
      RawLayer layer = layers.get(fit);
      throw new Unfit(
          "%s is a %s of %d to %d channels"
              .formatted(layer.name(), layer.kind(), layer.in(), layer.out()),
          expected);
    }
    for (int i = 0; i < wanted.size(); i++) {
      named.put(wanted.get(i).name(), layers.get(i).numbers());
    }
    return named;
  }

  /** A dense layer from the features, refused when it reads anything else. */
  static Affine classifier(Tensor kernel, Tensor bias, boolean outFirst, double width) {
    int features = Architecture.featureCount(width);
    int out = kernel.side(outFirst ? 0 : 1);
    if (out < 1) {
      throw new Unfit(kernel.name() + " has no class", "a class at least, or no classifier");
    }
    kernel.of(outFirst ? out : features, outFirst ? features : out);
    float[] values = kernel.values().clone();
    if (outFirst) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < features; i++) {
          values[i * out + o] = kernel.values()[o * features + i];
        }
      }
    }
    return new Affine(values, bias.of(out).values().clone());
  }
}
