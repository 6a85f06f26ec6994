package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of a face are skin, at a working resolution of 256 × 256 pixels for 1.4 times the
 * width of the face, so that neither the size of the picture nor the habits of a detector matter.
 *
 * <p>Skin is what has the chroma of the person's own cheeks or, where those are red, chin: (R − Y)
 * / Y and (B − Y) / Y, which are Cr and Cb over Y up to a factor, within bounds around the median
 * of the cheeks or the chin (that skin of all tones keeps together in chroma: Hsu, Abdel-Mottaleb
 * and Jain, Face detection in color images, 2002). Chroma over luma does not change when the light
 * does. Within the face the bounds are wide, so that lesions, spots and flakes stay skin; at its
 * rim and on the forehead, where hair is, they are narrow. Eyes, brows, nostrils and mouth are left
 * out by their place, and highlights are told apart.
 */
public final class SkinMask {

  static final byte OUTSIDE = 0;
  static final byte SKIN = 1;
  static final byte SHINE = 2;
  static final byte FEATURE = 3;
  static final byte OTHER = 4;

  /** The ellipse of the face: half width, middle and half height, in units of the frame. */
  private static final double WIDE = 1.0;

  private static final double MIDDLE = 0.19;
  private static final double HIGH = 1.2;

  /** Squared radius within which, and w below which, only signs of the skin are expected. */
  private static final double CORE = 0.72;

  private static final double HAIRLINE = -0.34;

  /** Dark specks of fewer pixels are signs of the skin, not hair. */
  private static final int SPECK = 60;

  /** What lies so near to something else is not measured, pixels. */
  private static final int RIM = 3;

  private static final Zone[] FEATURES = {Zone.EYES, Zone.BROW_ENDS, Zone.NOSTRILS, Zone.MOUTH};

  private final byte[] kinds;
  private final SkinColours colours;
  private final double share;

  private SkinMask(byte[] kinds, SkinColours colours) {
    this.kinds = kinds;
    this.colours = colours;
    int skin = 0;
    int face = 0;
    for (byte kind : kinds) {
      skin += kind == SKIN || kind == SHINE ? 1 : 0;
      face += kind == OUTSIDE || kind == FEATURE ? 0 : 1;
    }
    this.share = face == 0 ? 0 : (double) skin / face;
  }

  /**
   * @param landmarks points of the face, or null to find the eyes in the box
   * @throws IllegalArgumentException when the box has no size
   */
  public static SkinMask of(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    return FaceView.of(picture, face, landmarks).mask();
  }

  static SkinMask of(FaceCrop crop, FaceFrame frame) {
    SkinColours reference = SkinColours.of(crop, frame, null);
    byte[] kinds = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      kinds[i] = kind(crop, frame, reference, i);
    }
    fillSpecks(kinds);
    widenOthers(kinds);
    return new SkinMask(kinds, SkinColours.of(crop, frame, kinds));
  }

  /** Width and height of the mask, pixels. */
  public int side() {
    return SIDE;
  }

  /** True on skin, highlights left out; 0, 0 is the top left of the face's surroundings. */
  public boolean isSkin(int x, int y) {
    return kinds[y * SIDE + x] == SKIN;
  }

  /** Share of the face without its features, 0..1, that is skin. */
  public double share() {
    return share;
  }

  /** What the cheeks look like where they are skin. */
  CheekColour cheeks() {
    return colours.cheeks();
  }

  /** What the skin of this face looks like. */
  SkinColours colours() {
    return colours;
  }

  byte[] kinds() {
    return kinds;
  }

  /** True on skin and on what shines on it. */
  boolean isSurface(int index) {
    return kinds[index] == SKIN || kinds[index] == SHINE;
  }

  private static byte kind(FaceCrop crop, FaceFrame frame, SkinColours colours, int i) {
    double u = frame.u[i] / WIDE;
    double w = (frame.w[i] - MIDDLE) / HIGH;
    double radius = u * u + w * w;
    if (radius > 1 || !crop.onPicture(i % SIDE, i / SIDE)) {
      return OUTSIDE;
    }
    for (Zone feature : FEATURES) {
      if (feature.holds(frame, i)) {
        return FEATURE;
      }
    }
    return colours.kind(crop, radius < CORE && frame.w[i] > HAIRLINE, i);
  }

  /** Turns small connected pieces of {@link #OTHER} that only touch skin into skin. */
  private static void fillSpecks(byte[] kinds) {
    boolean[] seen = new boolean[PIXELS];
    int[] piece = new int[PIXELS];
    for (int start = 0; start < PIXELS; start++) {
      if (kinds[start] != OTHER || seen[start]) {
        continue;
      }
      int n = 0;
      boolean atEdge = false;
      piece[n++] = start;
      seen[start] = true;
      for (int next = 0; next < n; next++) {
        int at = piece[next];
        for (int neighbour : new int[] {at - 1, at + 1, at - SIDE, at + SIDE}) {
          if (neighbour < 0 || neighbour >= PIXELS || kinds[neighbour] == OUTSIDE) {
            atEdge = true;
          } else if (kinds[neighbour] == OTHER && !seen[neighbour]) {
            seen[neighbour] = true;
            piece[n++] = neighbour;
          }
        }
      }
      if (n <= SPECK && !atEdge) {
        for (int i = 0; i < n; i++) {
          kinds[piece[i]] = SKIN;
        }
      }
    }
  }

  private static void widenOthers(byte[] kinds) {
    float[] others = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      others[i] = kinds[i] == OTHER ? 1 : 0;
    }
    float[] wide = Smoothing.grown(others, RIM);
    for (int i = 0; i < PIXELS; i++) {
      if (wide[i] > 0 && (kinds[i] == SKIN || kinds[i] == SHINE)) {
        kinds[i] = OTHER;
      }
    }
  }

  @Override
  public String toString() {
    return "SkinMask[" + Math.round(100 * share) + " % skin]";
  }
}
