package io.dermaflow.models;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Weights under an open licence that can be fetched by name.
 *
 * @param name what commands call them, in any case
 * @param purpose what they are for
 * @param url pinned to a commit
 * @param sha256 of the file
 * @param licence and who trained them
 */
public record KnownWeights(
    String name, WeightsPurpose purpose, URI url, String sha256, String licence) {

  /** All of them. */
  public static final List<KnownWeights> ALL =
      List.of(
          new KnownWeights(
              "tf2_mobilenet_v2_1.0_224_ptq",
              WeightsPurpose.TRUNK,
              URI.create(
                  "https://raw.githubusercontent.com/google-coral/test_data/"
                      + "104342d2d3480b3e66203073dac24f4e2dbb4c41/"
                      + "tf2_mobilenet_v2_1.0_224_ptq.tflite"),
              "5d3137241276e79c86d14a74fe43581398ae0e815191d3dba45495b810840e8c",
              "Apache-2.0, google-coral/test_data; ImageNet, 8 bits"),
          new KnownWeights(
              "mobilenet_v2_0.35_224_keras_teachable",
              WeightsPurpose.TRUNK,
              URI.create(
                  "https://raw.githubusercontent.com/AIAnytime/"
                      + "Waste-Classifier-Sustainability-App/"
                      + "21c9b44440afc9d34f5d238eb513df1c6d3faebf/keras_model.h5"),
              "97eeb3dc6691c58c1501408895026ade66fda30c8779d541871647adabaf0de3",
              "MIT, AIAnytime/Waste-Classifier-Sustainability-App; base of Keras Applications"),
          new KnownWeights(
              "version-rfb-320_simplified",
              WeightsPurpose.FACE_DETECTOR,
              URI.create(
                  "https://raw.githubusercontent.com/Linzaer/"
                      + "Ultra-Light-Fast-Generic-Face-Detector-1MB/"
                      + "dffdddda9794a50607cba8f318507a28c1c27cab/"
                      + "models/onnx/version-RFB-320_simplified.onnx"),
              "faf6740b495e8b9508e6fda11e8c0368bbdde01143e8f0a3e511d0892c4d794e",
              "MIT, Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB"));

  /** Names of those with a purpose. */
  public static List<String> names(WeightsPurpose purpose) {
    return ALL.stream()
        .filter(known -> known.purpose() == purpose)
        .map(KnownWeights::name)
        .toList();
  }

  /** The weights of a name; files are called in upper case too. */
  public static Optional<KnownWeights> named(String name) {
    return ALL.stream().filter(known -> known.name().equalsIgnoreCase(name)).findFirst();
  }
}
