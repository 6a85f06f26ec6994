package io.dermaflow.datasets.rendered;

/** Specifications changed in one respect. */
final class SpecEdits {

  private SpecEdits() {}

  /** The same person elsewhere in the picture, with short hair. */
  static SelfieSpec placed(SelfieSpec s, double centreX, double centreY, double halfWidth) {
    return edited(s, s.skin(), centreX, centreY, halfWidth, s.exposure(), 0);
  }

  static SelfieSpec exposed(SelfieSpec s, double exposure) {
    return edited(s, s.skin(), s.centreX(), s.centreY(), s.halfWidth(), exposure, s.hairLength());
  }

  static SelfieSpec withSkin(SelfieSpec s, SkinState skin) {
    return edited(s, skin, s.centreX(), s.centreY(), s.halfWidth(), s.exposure(), s.hairLength());
  }

  private static SelfieSpec edited(
      SelfieSpec s,
      SkinState skin,
      double centreX,
      double centreY,
      double halfWidth,
      double exposure,
      double hairLength) {
    return new SelfieSpec(
        s.textureSeed(),
        s.monkTone(),
        skin,
        centreX,
        centreY,
        halfWidth,
        s.elongation(),
        s.jaw(),
        s.roll(),
        s.yaw(),
        s.lightX(),
        s.lightY(),
        s.lightStrength(),
        exposure,
        s.warmth(),
        s.hair(),
        hairLength,
        s.fringe(),
        s.background(),
        s.backgroundBottom(),
        s.clothes(),
        s.blur(),
        s.noise(),
        s.jpegQuality());
  }
}
