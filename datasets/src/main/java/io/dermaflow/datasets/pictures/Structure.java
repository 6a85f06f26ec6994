package io.dermaflow.datasets.pictures;

import org.jspecify.annotations.Nullable;

/**
 * What the structure of some bytes says, whatever the limits are.
 *
 * @param width pixels, 0 where the bytes end or fail before they say
 * @param height pixels, likewise
 * @param fault why the bytes are not one complete picture, or null
 * @param evidence what was found, for a person; empty without a fault
 */
record Structure(int width, int height, @Nullable PictureFault fault, String evidence) {

  static Structure whole(int width, int height) {
    return new Structure(width, height, null, "");
  }

  static Structure cut(int width, int height, String evidence) {
    return new Structure(width, height, PictureFault.CUT_OFF, evidence);
  }

  static Structure corrupt(String evidence) {
    return new Structure(0, 0, PictureFault.CORRUPT, evidence);
  }

  static Structure notRead(String evidence) {
    return new Structure(0, 0, PictureFault.NOT_A_PICTURE, evidence);
  }
}
