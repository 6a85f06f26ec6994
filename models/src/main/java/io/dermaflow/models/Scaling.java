package io.dermaflow.models;

/**
 * What a network's first convolution is given for a level of 0..255: {@code level * scale + shift}
 * by channel, red green blue. Part of the weights' dialect and of every exported graph.
 */
public enum Scaling {
  /** TensorFlow's: level / 127.5 - 1. */
  SIGNED_UNIT(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5}),
  /** PyTorch's: (level / 255 - mean) / deviation, both taken over ImageNet. */
  IMAGENET(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});

  private final double[] mean;
  private final double[] deviation;

  Scaling(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Factor of a channel, 0 red to 2 blue. */
  public float scale(int channel) {
    return (float) (1 / (255 * deviation[channel]));
  }

  /** Added to a channel after scaling. */
  public float shift(int channel) {
    return (float) (-mean[channel] / deviation[channel]);
  }
}
