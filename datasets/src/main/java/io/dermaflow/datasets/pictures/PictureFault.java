package io.dermaflow.datasets.pictures;

/** Why bytes are not used as a picture. Names are stored: never rename one. */
public enum PictureFault {
  /** Neither JPEG nor PNG nor WebP, or a kind of them that is not read. */
  NOT_A_PICTURE,
  /** The structure ends before the picture does. */
  CUT_OFF,
  /** The structure contradicts itself. */
  CORRUPT,
  /** More bytes, pixels or scans than are decoded. */
  TOO_LARGE,
  /** Fewer pixels than a face needs. */
  TOO_SMALL,
  /** The decoder gave up in spite of a sound structure. */
  UNDECODABLE,
  /** Decoding took too long. */
  TIMED_OUT,
  /** Hardly any contrast: one colour. */
  BLANK
}
