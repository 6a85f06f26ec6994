package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * A face as everything here looks at it.
 *
 * @param crop its pixels
 * @param frame where on the face each of them is
 * @param mask which of them are skin
 */
record FaceView(FaceCrop crop, FaceFrame frame, SkinMask mask) {

  /** Darker or brighter cheeks tell no colour: bounds of their luma, 0..255. */
  private static final double DARKEST = 28;

  private static final double BRIGHTEST = 247;

  /** Share of clipped pixels of the cheeks above which the light was wrong. */
  private static final double MOST_CLIPPED = 0.35;

  /** Difference between the cheeks above which one of them is in the shade. */
  private static final double MOST_IMBALANCE = 0.4;

  /** Looks twice: where the face sits in its box, and then at the face as it should sit in one. */
  static FaceView of(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    FaceCrop rough = new FaceCrop(picture, face);
    FaceFrame found = landmarks == null ? EyeSearch.find(rough) : FaceFrame.of(rough, landmarks);
    FaceCrop crop = new FaceCrop(picture, rough.around(found, face.detector()));
    FaceFrame frame = FaceFrame.fitted(found.roll, found.mouth);
    return new FaceView(crop, frame, SkinMask.of(crop, frame));
  }

  /** True when the cheeks are neither black nor burnt out nor half in the shade. */
  boolean isLit() {
    CheekColour cheeks = mask.cheeks();
    return cheeks.luma() >= DARKEST
        && cheeks.luma() <= BRIGHTEST
        && cheeks.clipped() <= MOST_CLIPPED
        && cheeks.imbalance() <= MOST_IMBALANCE;
  }
}
