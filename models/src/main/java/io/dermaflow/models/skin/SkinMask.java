package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.SIDE;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import java.util.Arrays;
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

  /** Dark specks of fewer pixels are signs of the skin, not hair. */
  private static final int SPECK = 60;

  /** What lies so near to something else is not measured, pixels. */
  private static final int RIM = 3;

  private final byte[] kinds;
  private final SkinColours colours;
  private final int surfacePixels;
  private final double share;

  private SkinMask(byte[] kinds, SkinColours colours, int surfacePixels, int face) {
    this.kinds = kinds;
    this.colours = colours;
    this.surfacePixels = surfacePixels;
    this.share = face == 0 ? 0 : (double) surfacePixels / face;
  }

  /**
   * @param landmarks points of the face, or null to find the eyes in the box
   * @throws IllegalArgumentException when the box has no size
   */
  public static SkinMask of(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    return FaceView.of(picture, face, landmarks).mask();
  }

  static SkinMask of(FaceCrop crop, CropArea area, FaceMap map, Workspace workspace) {
    byte[] kinds = workspace.kinds;
    Arrays.fill(kinds, OUTSIDE);
    workspace.surfaceBits.clear();
    int face = classify(crop, area, map, workspace);
    Bits others = fillSpecks(kinds, map.extent, workspace);
    takeAway(kinds, others.grown(RIM), workspace);
    int surface = workspace.surfaceBits.count();
    return new SkinMask(kinds, SkinColours.of(crop, map, kinds), surface, face);
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

  byte[] kinds() {
    return kinds;
  }

  /** How many pixels are skin or shine on it. */
  int surfacePixels() {
    return surfacePixels;
  }

  /** True on skin and on what shines on it. */
  boolean isSurface(int index) {
    return kinds[index] == SKIN || kinds[index] == SHINE;
  }

  /** What each pixel is by its place and colour; returns how many could be skin. */
  private static int classify(FaceCrop crop, CropArea area, FaceMap map, Workspace workspace) {
    SkinColours colours = SkinColours.of(crop, map, null);
    SkinLikeness cheeks = new SkinLikeness(colours.cheeks());
    SkinLikeness base =
        colours.base() == colours.cheeks() ? cheeks : new SkinLikeness(colours.base());
    int left = map.extent.left();
    int right = map.extent.right();
    while (left < right && !area.onPictureAcross(left)) {
      left++;
    }
    while (left < right && !area.onPictureAcross(right - 1)) {
      right--;
    }
    byte[] kinds = workspace.kinds;
    Bits surface = workspace.surfaceBits;
    int face = 0;
    for (int y = map.extent.top(); y < map.extent.bottom(); y++) {
      float[] skin = workspace.surface[y];
      Arrays.fill(skin, map.extent.left(), map.extent.right(), 0);
      if (!area.onPictureDown(y)) {
        continue;
      }
      float[] red = crop.red[y];
      float[] green = crop.green[y];
      float[] blue = crop.blue[y];
      float[] luma = crop.luma[y];
      for (int x = left, i = y * SIDE + left; x < right; x++, i++) {
        int place = map.places[i];
        if ((place & FaceMap.FEATURE) != 0) {
          kinds[i] = FEATURE;
        } else if (place != 0) {
          byte kind = kind(red[x], green[x], blue[x], luma[x], place, cheeks, base);
          kinds[i] = kind;
          face++;
          if (kind != OTHER) {
            skin[x] = 1;
            surface.set(i);
          }
        }
      }
    }
    return face;
  }

  private static byte kind(
      float red, float green, float blue, float luma, int place, SkinLikeness a, SkinLikeness b) {
    float y = Math.max(1, luma);
    if (a.shines(red, green, blue, y) && (a == b || b.shines(red, green, blue, y))) {
      return SHINE;
    }
    boolean like =
        (place & FaceMap.CORE) != 0
            ? a.isCore(red, blue, y) || (a != b && b.isCore(red, blue, y))
            : a.isRim(red, blue, y) || (a != b && b.isRim(red, blue, y));
    return like ? SKIN : OTHER;
  }

  /**
   * Turns small connected pieces of {@link #OTHER} that only touch skin into skin; returns the
   * others.
   */
  private static Bits fillSpecks(byte[] kinds, Extent extent, Workspace workspace) {
    int[] queue = workspace.queue;
    Bits others = new Bits();
    Bits seen = new Bits();
    for (int y = extent.top(); y < extent.bottom(); y++) {
      int end = y * SIDE + extent.right();
      for (int start = y * SIDE + extent.left(); start < end; start++) {
        if (kinds[start] != OTHER || seen.get(start)) {
          continue;
        }
        int n = piece(kinds, start, queue, seen);
        boolean isSpeck = n > 0 && n <= SPECK;
        for (int i = 0; i < Math.abs(n); i++) {
          int at = queue[i];
          if (isSpeck) {
            kinds[at] = SKIN;
            workspace.surface[at / SIDE][at % SIDE] = 1;
            workspace.surfaceBits.set(at);
          } else {
            others.set(at);
          }
        }
      }
    }
    return others;
  }

  /** Queues a connected piece; returns its number of pixels, negative at the edge of the face. */
  private static int piece(byte[] kinds, int start, int[] queue, Bits seen) {
    int n = 0;
    boolean atEdge = false;
    queue[n++] = start;
    seen.set(start);
    for (int next = 0; next < n; next++) {
      int at = queue[next];
      for (int side = 0; side < 4; side++) {
        int neighbour = at + (side == 0 ? -1 : side == 1 ? 1 : side == 2 ? -SIDE : SIDE);
        if (neighbour < 0 || neighbour >= kinds.length || kinds[neighbour] == OUTSIDE) {
          atEdge = true;
        } else if (kinds[neighbour] == OTHER && !seen.get(neighbour)) {
          seen.set(neighbour);
          queue[n++] = neighbour;
        }
      }
    }
    return atEdge ? -n : n;
  }

  /** Takes away what is near to others. */
  private static void takeAway(byte[] kinds, Bits others, Workspace workspace) {
    long[] surface = workspace.surfaceBits.words;
    for (int at = 0; at < surface.length; at++) {
      for (long word = surface[at] & others.words[at]; word != 0; word &= word - 1) {
        int i = at << 6 | Long.numberOfTrailingZeros(word);
        kinds[i] = OTHER;
        workspace.surface[i / SIDE][i % SIDE] = 0;
      }
      surface[at] &= ~others.words[at];
    }
  }

  @Override
  public String toString() {
    return "SkinMask[" + Math.round(100 * share) + " % skin]";
  }
}
