package io.dermaflow.models.internal.weights;

import io.dermaflow.models.Architecture;
import io.dermaflow.models.Architecture.Convolution;
import io.dermaflow.models.Architecture.Kind;
import io.dermaflow.models.internal.weights.RawLayer.BatchNorm;
import io.dermaflow.models.internal.weights.RawLayer.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MobileNetV2 of Keras Applications: by the layers' names in HDF5 files of Keras 2 and of {@code
 * save}, at any depth; by class and order in {@code .weights.h5} files of Keras 3.
 */
final class KerasFile {

  private final Tensors tensors;
  private final double epsilon;
  private final Optional<String> counted;

  KerasFile(Tensors tensors, double epsilon) {
    this.tensors = tensors;
    this.epsilon = epsilon;
    this.counted =
        tensors.names().stream()
            .filter(name -> name.endsWith("depthwise_conv2d/vars/0"))
            .map(name -> name.substring(0, name.length() - "depthwise_conv2d/vars/0".length()))
            .findFirst();
  }

  String format() {
    return counted.isPresent() ? "keras3-weights" : "keras-hdf5";
  }

  List<RawLayer> layers() {
    List<RawLayer> layers = new ArrayList<>();
    int depthwise = 0;
    int full = 0;
    for (Convolution c : Architecture.convolutions(1)) {
      boolean each = c.kind() == Kind.DEPTHWISE;
      String kernel;
      BatchNorm norm;
      if (counted.isPresent()) {
        String group =
            counted.get()
                + (each ? numbered("depthwise_conv2d", depthwise++) : numbered("conv2d", full++));
        kernel = group + "/vars/0";
        norm = counted(counted.get() + numbered("batch_normalization", layers.size()) + "/vars/");
      } else {
        kernel = named(layer(c), each ? "depthwise_kernel" : "kernel", "kernel");
        norm = named(norm(c));
      }
      layers.add(RawLayer.of(tensors.read(kernel), Order.KERAS, each, null, norm));
    }
    return layers;
  }

  private static String numbered(String kind, int index) {
    return index == 0 ? kind : kind + "_" + index;
  }

  private BatchNorm counted(String prefix) {
    return new BatchNorm(
        tensors.read(prefix + 0),
        tensors.read(prefix + 1),
        tensors.read(prefix + 2),
        tensors.read(prefix + 3),
        epsilon);
  }

  private BatchNorm named(String layer) {
    return new BatchNorm(
        tensors.read(named(layer, "gamma")),
        tensors.read(named(layer, "beta")),
        tensors.read(named(layer, "moving_mean")),
        tensors.read(named(layer, "moving_variance")),
        epsilon);
  }

  /** Kernel and bias of the classifier over ImageNet's classes, or null. */
  Tensor @Nullable [] classifier() {
    if (counted.isPresent()) {
      String dense = counted.get() + "dense/vars/";
      return tensors.names().contains(dense + 1)
          ? new Tensor[] {tensors.read(dense + 0), tensors.read(dense + 1)}
          : null;
    }
    for (String layer : List.of("predictions", "Logits")) {
      if (!paths(layer, "kernel").isEmpty()) {
        return new Tensor[] {
          tensors.read(named(layer, "kernel")), tensors.read(named(layer, "bias"))
        };
      }
    }
    return null;
  }

  /** Path of the one array of a layer that has one of the given names. */
  private String named(String layer, String... leaves) {
    List<String> found =
        Arrays.stream(leaves).distinct().flatMap(leaf -> paths(layer, leaf).stream()).toList();
    if (found.isEmpty()) {
      throw new Unfit("there is no array " + layer + "/" + leaves[0], "a whole MobileNetV2");
    }
    if (found.size() > 1) {
      throw new Unfit(found.get(0) + " and " + found.get(1) + " are both there", "one network");
    }
    return found.get(0);
  }

  private List<String> paths(String layer, String leaf) {
    return tensors.names().stream()
        .filter(name -> !name.startsWith("optimizer"))
        .filter(
            name -> {
              List<String> segments = List.of(name.split("/"));
              String last = segments.get(segments.size() - 1);
              return segments.contains(layer) && (last.equals(leaf) || last.startsWith(leaf + ":"));
            })
        .toList();
  }

  private static String layer(Convolution c) {
    String name = c.name();
    return switch (name) {
      case "stem" -> "Conv1";
      case "top" -> "Conv_1";
      case "block0_depthwise", "block0_project" -> name.replace("block0", "expanded_conv");
      default -> name.replace("block", "block_");
    };
  }

  private static String norm(Convolution c) {
    return switch (c.name()) {
      case "stem" -> "bn_Conv1";
      case "top" -> "Conv_1_bn";
      default -> layer(c) + "_BN";
    };
  }
}
