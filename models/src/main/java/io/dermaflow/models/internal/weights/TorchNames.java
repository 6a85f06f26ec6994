package io.dermaflow.models.internal.weights;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.internal.weights.RawLayer.BatchNorm;
import io.dermaflow.models.internal.weights.RawLayer.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** MobileNetV2 as torchvision and timm name its arrays, with any prefix. */
final class TorchNames {

  /** Blocks of each stage. */
  private static final int[] STAGES = {1, 2, 3, 4, 3, 3, 1};

  private static final String TORCHVISION = "features.0.0.weight";
  private static final String TIMM = "conv_stem.weight";

  private final Tensors tensors;
  private final double epsilon;
  private final boolean timm;
  private final String prefix;

  TorchNames(Tensors tensors, double epsilon) {
    this.tensors = tensors;
    this.epsilon = epsilon;
    Optional<String> found = prefix(tensors, TORCHVISION);
    this.timm = found.isEmpty();
    this.prefix =
        found
            .or(() -> prefix(tensors, TIMM))
            .orElseThrow(
                () ->
                    new Unfit(
                        "there is neither a tensor %s nor %s".formatted(TORCHVISION, TIMM),
                        "names as torchvision or timm give them"));
  }

  private static Optional<String> prefix(Tensors tensors, String first) {
    return tensors.names().stream()
        .filter(name -> name.equals(first) || name.endsWith("." + first))
        .map(name -> name.substring(0, name.length() - first.length()))
        .findFirst();
  }

  String format() {
    return timm ? "safetensors-timm" : "safetensors-torchvision";
  }

  List<RawLayer> layers() {
    List<RawLayer> layers = new ArrayList<>();
    for (Convolution c : Architecture.convolutions(1)) {
      String[] names = timm ? timm(c.name()) : torchvision(c.name());
      String norm = prefix + names[1];
      layers.add(
          RawLayer.of(
              tensors.read(prefix + names[0] + ".weight"),
              Order.TORCH,
              c.kind() == Kind.DEPTHWISE,
              null,
              new BatchNorm(
                  tensors.read(norm + ".weight"),
                  tensors.read(norm + ".bias"),
                  tensors.read(norm + ".running_mean"),
                  tensors.read(norm + ".running_var"),
                  epsilon)));
    }
    return layers;
  }

  /** Weight and bias of the classifier, or null. */
  Tensor @Nullable [] classifier() {
    String layer = prefix + (timm ? "classifier" : "classifier.1");
    return tensors.names().contains(layer + ".weight")
        ? new Tensor[] {tensors.read(layer + ".weight"), tensors.read(layer + ".bias")}
        : null;
  }

  private static String[] torchvision(String name) {
    if (name.equals("stem")) {
      return new String[] {"features.0.0", "features.0.1"};
    }
    if (name.equals("top")) {
      return new String[] {"features.18.0", "features.18.1"};
    }
    int block = block(name);
    String conv = "features." + (block + 1) + ".conv.";
    int expanded = block == 0 ? 0 : 1;
    if (name.endsWith("_expand")) {
      return new String[] {conv + "0.0", conv + "0.1"};
    }
    if (name.endsWith("_depthwise")) {
      return new String[] {conv + expanded + ".0", conv + expanded + ".1"};
    }
    return new String[] {conv + (expanded + 1), conv + (expanded + 2)};
  }

  private static String[] timm(String name) {
    if (name.equals("stem")) {
      return new String[] {"conv_stem", "bn1"};
    }
    if (name.equals("top")) {
      return new String[] {"conv_head", "bn2"};
    }
    int stage = 0;
    int block = block(name);
    boolean first = block == 0;
    while (block >= STAGES[stage]) {
      block -= STAGES[stage++];
    }
    String at = "blocks." + stage + "." + block + ".";
    if (name.endsWith("_expand")) {
      return new String[] {at + "conv_pw", at + "bn1"};
    }
    if (name.endsWith("_depthwise")) {
      return new String[] {at + "conv_dw", at + (first ? "bn1" : "bn2")};
    }
    return new String[] {at + (first ? "conv_pw" : "conv_pwl"), at + (first ? "bn2" : "bn3")};
  }

  private static int block(String name) {
    return Integer.parseInt(name.substring("block".length(), name.indexOf('_')));
  }
}
