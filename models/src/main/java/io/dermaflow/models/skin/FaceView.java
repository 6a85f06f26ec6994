package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * A face as everything here looks at it; valid until the workspace is used for the next one.
 *
 * @param boxSide side of the box in pixels of the picture: what detail there was to see
 * @param crop its pixels
 * @param map where on the face each of them is
 * @param mask which of them are skin
 * @param workspace the memory that all this is in
 */
record FaceView(double boxSide, FaceCrop crop, FaceMap map, SkinMask mask, Workspace workspace) {

  /** Darker or brighter cheeks tell no colour: bounds of their luma, 0..255. */
  private static final double DARKEST = 28;

  private static final double BRIGHTEST = 247;

  /** Share of clipped pixels of the cheeks above which the light was wrong. */
  private static final double MOST_CLIPPED = 0.35;

  /** Difference between the cheeks above which one of them is in the shade. */
  private static final double MOST_IMBALANCE = 0.4;

  /** A look at one face in memory of its own. */
  static FaceView of(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    return of(picture, face, landmarks, new Workspace());
  }

  /** Looks twice: where the face sits in its box, and then at the face as it should sit in one. */
  static FaceView of(
      Picture picture, FaceBox face, @Nullable Landmarks landmarks, Workspace workspace) {
    CropArea rough = new CropArea(picture, face);
    FaceFrame found =
        landmarks == null
            ? EyeSearch.find(picture, rough, workspace)
            : FaceFrame.of(rough, landmarks);
    CropArea area = new CropArea(picture, rough.around(found, face.detector()));
    FaceMap map = FaceMap.fitted(found.roll, found.mouth);
    FaceCrop crop = new FaceCrop(picture, area, map.extent, workspace);
    SkinMask mask = SkinMask.of(crop, area, map, workspace);
    return new FaceView(area.boxSide, crop, map, mask, workspace);
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
