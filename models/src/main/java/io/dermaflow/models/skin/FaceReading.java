package io.dermaflow.models.skin;

/**
 * All that is read off a face. Derived values only: nothing in it brings the face back.
 *
 * @param tone tone and Monk tone of the skin
 * @param shape shape of the face
 * @param features eyes and lips
 * @param measurements measurements of the skin
 * @param analyzer what read it, part of what a result depends on
 */
public record FaceReading(
    SkinToneReading tone,
    FaceShape shape,
    LookFeatures features,
    SkinMeasurements measurements,
    String analyzer) {

  /** The same with shape and features of another analyzer. */
  public FaceReading with(FaceShape newShape, LookFeatures newFeatures, String newAnalyzer) {
    return new FaceReading(tone, newShape, newFeatures, measurements, newAnalyzer);
  }
}
