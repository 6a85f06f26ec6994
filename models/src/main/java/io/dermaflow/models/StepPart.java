package io.dermaflow.models;

/** What a training step spends its time on. */
public enum StepPart {
  /** Pixels to floats. */
  LOAD("pixels to floats"),
  STEM("first 3x3: patches, products, gradient"),
  POINTWISE_FORWARD("1x1 forward"),
  POINTWISE_KERNEL("1x1 gradient of the kernel"),
  POINTWISE_INPUT("1x1 gradient of the input"),
  DEPTHWISE_FORWARD("depthwise forward"),
  DEPTHWISE_KERNEL("depthwise gradient of the kernel, with mask and bias"),
  DEPTHWISE_INPUT("depthwise gradient of the input"),
  BIAS("bias, BatchNorm and ReLU6 forward"),
  MASK("ReLU6, bias and BatchNorm backward"),
  RESIDUAL("residual additions"),
  HEADS("pooling, heads and loss"),
  UPDATE("sum of the replicas and Adam");

  private final String text;

  StepPart(String text) {
    this.text = text;
  }

  /** For a table. */
  public String text() {
    return text;
  }
}
