package io.dermaflow.datasets.pictures;

/** Why bytes are not used as a picture. Names are stored: never rename one. */
public enum PictureFault {
  /** Neither JPEG nor PNG nor WebP, or a damaged header. */
  NOT_A_PICTURE,
  /** The structure ends before the picture does. */
  CUT_OFF,
  /** More bytes or more pixels than are decoded. */
  TOO_LARGE,
  /** Fewer pixels than a face needs. */
  TOO_SMALL
}
