package io.dermaflow.models;

import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of MobileNetV2 (Sandler et al., 2018, table 2) in order, whoever runs them.
 * Their names are persisted data: saved networks and stored weights use them.
 */
public final class Architecture {

  /** Name of what the first convolution reads. */
  public static final String INPUT = "pixels";

  /** Name of the base's output, averaged over its pixels. */
  public static final String FEATURES = "features";

  /** The three convolutions that MobileNetV2 is made of. */
  public enum Kind {
    /** 3x3, stride 2, all channels. */
    STEM,
    /** 1x1. */
    POINTWISE,
    /** 3x3 a channel, stride 1 or 2. */
    DEPTHWISE
  }

  /** Expansion, channels, repeats, stride of the first. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private Architecture() {}

  /**
   * A block of the network as a list of convolutions.
   *
   * @param name layer name
   * @param input name of the layer below
   * @param residual name of the layer that is added to the output, or empty
   */
  public record Convolution(
      String name,
      String input,
      Kind kind,
      int channels,
      int stride,
      boolean relu6,
      String residual) {

    /**
     * Numbers of the kernel of one output: taps times inputs.
     *
     * @param in channels of what it reads
     */
    public int kernelRows(int in) {
      return switch (kind) {
        case STEM -> 9 * in;
        case POINTWISE -> in;
        case DEPTHWISE -> 9;
      };
    }

    /** Name under which others read this convolution's result. */
    public String output() {
      return residual.isEmpty() ? name : name + "_add";
    }
  }

  /** All convolutions, bottom up. */
  public static List<Convolution> convolutions(double width) {
    List<Convolution> all = new ArrayList<>();
    int channels = channels(32 * width);
    all.add(new Convolution("stem", INPUT, Kind.STEM, channels, 2, true, ""));
    String below = "stem";
    int block = 0;
    for (int[] stage : STAGES) {
      for (int repeat = 0; repeat < stage[2]; repeat++) {
        int stride = repeat == 0 ? stage[3] : 1;
        int out = channels(stage[1] * width);
        int expanded = channels * stage[0];
        String name = "block" + block++;
        String from = below;
        if (stage[0] > 1) {
          all.add(new Convolution(name + "_expand", from, Kind.POINTWISE, expanded, 1, true, ""));
          from = name + "_expand";
        }
        all.add(
            new Convolution(name + "_depthwise", from, Kind.DEPTHWISE, expanded, stride, true, ""));
        String residual = stride == 1 && channels == out ? below : "";
        Convolution project =
            new Convolution(
                name + "_project", name + "_depthwise", Kind.POINTWISE, out, 1, false, residual);
        all.add(project);
        below = project.output();
        channels = out;
      }
    }
    all.add(new Convolution("top", below, Kind.POINTWISE, featureCount(width), 1, true, ""));
    return all;
  }

  /** Rounded to a multiple of 8, never more than 10 % down: the reference implementation's rule. */
  public static int channels(double wanted) {
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }

  /**
   * Where the learning part of a network begins.
   *
   * @param name activations it reads
   * @param side their side, pixels; 1 for features
   * @param channels their channels
   */
  public record Cut(String name, int side, int channels) {}

  public static Cut cut(double width, int size, Frozen frozen) {
    return switch (frozen) {
      case NOTHING -> new Cut(INPUT, size, 3);
      case UP_TO_BLOCK_2 -> cutAt(width, size, "block2_project");
      case UP_TO_BLOCK_5 -> cutAt(width, size, "block5_project");
      case UP_TO_BLOCK_12 -> cutAt(width, size, "block12_project");
      case UP_TO_LAST_EXPANSION -> cutAt(width, size, "block16_expand");
      case BASE -> new Cut(FEATURES, 1, featureCount(width));
    };
  }

  private static Cut cutAt(double width, int size, String convolution) {
    int side = size;
    for (Convolution c : convolutions(width)) {
      side = (side + c.stride() - 1) / c.stride();
      if (c.name().equals(convolution)) {
        return new Cut(c.output(), side, c.channels());
      }
    }
    throw new IllegalArgumentException("no convolution " + convolution);
  }

  /** The convolutions that learn, bottom up. */
  public static List<Convolution> convolutionsAbove(double width, Cut cut) {
    List<Convolution> all = convolutions(width);
    if (cut.name().equals(FEATURES)) {
      return List.of();
    }
    int first = 0;
    while (!all.get(first).input().equals(cut.name())) {
      first++;
    }
    return all.subList(first, all.size());
  }

  /** Channels of the base's output. */
  public static int featureCount(double width) {
    return width > 1 ? channels(1280 * width) : 1280;
  }
}
