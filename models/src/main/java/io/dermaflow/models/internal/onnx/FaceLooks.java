package io.dermaflow.models.internal.onnx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How RFB-320 is shown a picture. Models are scored with the looks they were trained with, so that
 * ways that are no longer the best stay, under names of their own.
 */
enum FaceLooks {
  /**
   * A small frame first, which is enough for faces that are large; then a larger one, then one with
   * a border. Frames of 128 and 192 pixels hold whole cells of the coarsest grid, which those of
   * 240 do not. On 427 pictures of ACNE04 the small frame finds 95.1 % by itself, one of 240 pixels
   * 95.6 %, and with the looks after them 96.9 % and 97.0 %, at a third of the price. Its boxes are
   * steadier: those of a picture and its mirror image overlap by 85 % (84 %), those of a picture
   * and the same one moved by 8 % of its side by 88 % (85 %).
   */
  STEPS(
      "rfb-steps@",
      true,
      List.of(new Look(128, 1, 0.3), new Look(192, 1, 0), new Look(192, Look.BORDER, 0))),

  /** A frame as narrow as the picture, then one with a border. */
  NARROW(
      "rfb-fit@",
      true,
      List.of(new Look(Look.TRAINED, 1, 0), new Look(Look.TRAINED, Look.BORDER, 0))),

  /** The frame that the network was trained with, then one with a border. */
  WHOLE(
      "rfb-320@",
      false,
      List.of(new Look(Look.TRAINED, 1, 0), new Look(Look.TRAINED, Look.BORDER, 0)));

  /**
   * One frame.
   *
   * @param height of the frame, pixels
   * @param border side of the frame over the side of the picture
   * @param enough least side of the largest face, over the longer side of the picture, for its
   *     faces to be believed; else the next look decides
   */
  record Look(int height, double border, double enough) {

    /** Height of frames in training, pixels. */
    static final int TRAINED = 240;

    /** Faces that fill the frame are missed without something around them. */
    static final double BORDER = 1.6;
  }

  /** Names of detectors begin with it; the file's digest follows. */
  final String prefix;

  /** Whether frames are as narrow as the picture and of several heights. */
  final boolean fits;

  /** The first one with faces that are large enough is believed. */
  final List<Look> looks;

  FaceLooks(String prefix, boolean fits, List<Look> looks) {
    this.prefix = prefix;
    this.fits = fits;
    this.looks = looks;
  }

  /** Those of a detector's name. */
  static Optional<FaceLooks> of(String name) {
    return Stream.of(values()).filter(looks -> name.startsWith(looks.prefix)).findFirst();
  }
}
