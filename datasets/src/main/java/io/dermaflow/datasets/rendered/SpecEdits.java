package io.dermaflow.datasets.rendered;

/** Specifications changed in one respect. */
final class SpecEdits {

  private SpecEdits() {}

  static SelfieSpec placed(SelfieSpec s, double centreX, double centreY, double halfWidth) {
    return new SelfieSpec(
        s.textureSeed(),
        s.monkTone(),
        s.skin(),
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
        s.exposure(),
        s.warmth(),
        s.hair(),
        0,
        s.fringe(),
        s.background(),
        s.backgroundBottom(),
        s.clothes(),
        s.blur(),
        s.noise(),
        s.jpegQuality());
  }

  static SelfieSpec exposed(SelfieSpec s, double exposure) {
    return new SelfieSpec(
        s.textureSeed(),
        s.monkTone(),
        s.skin(),
        s.centreX(),
        s.centreY(),
        s.halfWidth(),
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
        s.hairLength(),
        s.fringe(),
        s.background(),
        s.backgroundBottom(),
        s.clothes(),
        s.blur(),
        s.noise(),
        s.jpegQuality());
  }
}
