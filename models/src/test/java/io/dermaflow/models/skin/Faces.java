package io.dermaflow.models.skin;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.datasets.rendered.SkinState;
import io.dermaflow.models.FaceBox;

/** Rendered faces that differ in one respect, and pictures of one colour. */
final class Faces {

  /** Signs in the order of {@link SkinState}. */
  enum Sign {
    LESIONS,
    BLACKHEADS,
    REDNESS,
    SHINE_CHEEKS,
    SHINE_T_ZONE,
    FLAKING,
    FINE_LINES,
    DARK_SPOTS,
    DULLNESS,
    TEXTURE;

    /** Skin with this sign only. */
    SkinState at(double strength) {
      double[] v = new double[values().length];
      v[ordinal()] = strength;
      return new SkinState((int) v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]);
    }
  }

  static final SkinState CALM = new SkinState(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static final int SIDE = 384;

  static final PictureCodec CODEC = new OpenCvAutoConfiguration().pictureCodec();

  private final SelfieRenderer renderer;

  Faces() {
    this(SIDE);
  }

  Faces(int side) {
    this.renderer = new SelfieRenderer(side, CODEC);
  }

  /** A face in the middle, in soft neutral light, with short black hair. */
  static SelfieSpec spec(long seed, int tone, SkinState skin) {
    return spec(seed, tone, skin, 1.3, 0.15);
  }

  static SelfieSpec spec(long seed, int tone, SkinState skin, double elongation, double jaw) {
    return new SelfieSpec(
        seed,
        tone,
        skin,
        0.5,
        0.5,
        0.28,
        elongation,
        jaw,
        0,
        0,
        0.2,
        -0.3,
        0.25,
        0.95,
        0,
        0x1B1512,
        0.1,
        0.1,
        0x8090A0,
        0x708090,
        0x304050,
        0,
        1.5,
        90);
  }

  Picture render(SelfieSpec spec) {
    return renderer.render(spec);
  }

  SkinMeasurements measure(SelfieSpec spec) {
    Picture picture = render(spec);
    return SkinMeasurements.of(picture, box(spec, picture), null);
  }

  double measure(SelfieSpec spec, Measurement measurement) {
    return measure(spec).find(measurement).orElse(Double.NaN);
  }

  /** The box that a detector should put around a rendered face. */
  static FaceBox box(SelfieSpec spec, Picture picture) {
    double half = spec.halfWidth() * picture.width();
    return new FaceBox(
        spec.centreX() * picture.width() - half,
        spec.centreY() * picture.height() - half,
        2 * half,
        "rendered");
  }

  /** The same under another light: every value times {@code gain} plus {@code offset}. */
  static Picture lit(Picture picture, double gain, double offset) {
    byte[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      long value = Math.round((rgb[i] & 0xFF) * gain + offset);
      rgb[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new Picture(picture.width(), picture.height(), rgb);
  }

  static Picture filled(int red, int green, int blue) {
    byte[] rgb = new byte[100 * 100 * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return new Picture(100, 100, rgb);
  }
}
