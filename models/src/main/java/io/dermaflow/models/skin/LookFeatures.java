package io.dermaflow.models.skin;

/**
 * What a make-up look asks of a face besides its tone and shape.
 *
 * @param eyes shape of the eyes
 * @param lips fullness of the lips
 */
public record LookFeatures(EyeShape eyes, LipFullness lips) {

  /** Without landmarks nothing is known. */
  public static final LookFeatures UNKNOWN =
      new LookFeatures(EyeShape.UNKNOWN, LipFullness.UNKNOWN);

  /** From 68 points. */
  public static LookFeatures of(Landmarks points) {
    return new LookFeatures(EyeProportions.of(points).shape(), LipFullness.of(points));
  }
}
