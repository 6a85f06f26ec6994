package io.dermaflow.training;

/**
 * How far a training picture is changed; every value is drawn evenly from minus to plus the given
 * one, anew for each (epoch, item).
 *
 * @param rotation degrees
 * @param shift share of the side, each way
 * @param shear degrees
 * @param zoom share, each axis by itself
 * @param uniformZoom whether both axes zoom alike
 * @param brightness levels of 255 added
 * @param contrast share by which levels are multiplied
 * @param mixing most that another picture of the batch shows through, with as much of its label
 *     (mixup: Zhang et al., 2018); 0 for none
 * @param colour share by which each channel is multiplied by itself
 * @param unmixed share of the epochs, at the end, whose pictures are not mixed: what is scored
 *     later is not either
 */
public record Augmentation(
    double rotation,
    double shift,
    double shear,
    double zoom,
    boolean uniformZoom,
    double brightness,
    double contrast,
    double colour,
    double mixing,
    double unmixed) {

  /** Whole pixels to and fro and mirroring; nothing is interpolated. */
  static Augmentation shiftOnly(double shift) {
    return new Augmentation(0, shift, 0, 0, true, 0, 0, 0, 0, 0);
  }

  /** The same with pictures mixed. */
  Augmentation mixing(double most, double unmixed) {
    return new Augmentation(
        rotation, shift, shear, zoom, uniformZoom, brightness, contrast, colour, most, unmixed);
  }

  /**
   * Whether pictures of an epoch are mixed.
   *
   * @param epoch 1 the first
   * @param epochs of the whole recipe
   */
  boolean mixes(int epoch, int epochs) {
    return mixing > 0 && epoch <= Math.round(epochs * (1 - unmixed));
  }

  /** Whether pictures are only mirrored and moved by whole pixels. */
  boolean wholePixels() {
    return rotation == 0 && shear == 0 && zoom == 0;
  }

  boolean changesLight() {
    return brightness > 0 || contrast > 0 || colour > 0;
  }
}
