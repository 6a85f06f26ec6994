package io.dermaflow.models.internal.weights;

/** A file that is not what it should be; the message names the first tensor that does not fit. */
final class Unfit extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String USUAL =
      "the file is cut, or of another network; nothing was stored. Formats: Keras HDF5 and"
          + " .weights.h5, TFLite, ONNX, safetensors of torchvision and timm";

  private final String expected;
  private final String remedy;

  Unfit(String found, String expected) {
    this(found, expected, USUAL);
  }

  Unfit(String found, String expected, String remedy) {
    super(found);
    this.expected = expected;
    this.remedy = remedy;
  }

  String expected() {
    return expected;
  }

  String remedy() {
    return remedy;
  }
}
