package io.dermaflow.models.skin;

/**
 * What is measured on skin, each 0..100 at the working resolution of {@link SkinMask}. "Percent"
 * below means 100 × ln of a ratio of sRGB values, which a brighter or darker light does not change;
 * lengths are in half widths of the face. Where a share or a mean s is brought to 0..100 as s over
 * s + h, the half h gives 50. The full scales and halves are ours, chosen on rendered faces; they
 * are no medical units.
 */
public enum Measurement {
  /**
   * Diffuse redness: median a* of cheeks and nose above the median a* of forehead and chin, the
   * person's own baseline, both at luma 140 so that shade and tone do not count; 25 units of a* are
   * 100. That a* follows the haemoglobin in skin: Takiwaki, Measurement of skin color, J Med Invest
   * 44, 1998.
   */
  REDNESS,
  /** Share of the skin under {@link #RED_SPOTS} or {@link #BROWN_SPOTS}; half at 6 %. */
  SPOTS,
  /**
   * Share of the skin under spots that are redder than their surroundings: the difference of two
   * Gaussians (Marr and Hildreth, Theory of edge detection, 1980) of 0.013 and 0.08 half widths of
   * the percent R / G above 9, and more than 0.6 of the darkening; half at 5 %.
   */
  RED_SPOTS,
  /**
   * Share of the skin, the nose left out for its shadows, under spots that are darker than their
   * surroundings by more than 9 percent and hardly redder, where skin is lighter along both the row
   * and the column, to both sides; half at 2 %.
   */
  BROWN_SPOTS,
  /**
   * Share of the nose and the skin beside it under dark specks narrower than 0.05 half widths, by
   * closing along rows and along columns (Serra, 1982), darker by more than 16 percent and by 4.5 ×
   * the noise; half at 4 %.
   */
  PORES,
  /**
   * Evenness of colour: 100 × e^(−s / 12), where s is the root of the variances of a* and b* at
   * luma 140 over cells of 0.09 half widths. That even colour counts: Fink, Grammer and Matts,
   * Evolution and Human Behavior 27, 2006.
   */
  EVENNESS,
  /**
   * Roughness: robust standard deviation (1.4826 × the median deviation), in percent, of luma
   * between 0.013 and 0.03 half widths, away from spots, less what the noise of the sensor makes of
   * it; half at 1 percent.
   */
  TEXTURE,
  /**
   * Shine of forehead, nose and chin: mean share of white in the colour, by how far luma lies above
   * a smooth surface through the face's shading towards 255 (dichromatic reflection: Shafer, 1985);
   * 0.5 is 100.
   */
  SHINE_T_ZONE,
  /** The same of the outer cheeks, which shine on oily skin only. */
  SHINE_CHEEKS,
  /**
   * Flakes: share of the skin, pores and lines filled, under light specks narrower than 0.08 half
   * widths, lighter than the skin around by a fifth of what white would be, by 3.5 percent and by
   * twice the noise, away from lesions; half at 3 %.
   */
  DRYNESS,
  /**
   * Fine lines of forehead, eye corners and below the eyes: valleys of luma of 0.03 half widths to
   * both sides that go on for at least 0.1 (eyes) or 0.16 (forehead) half widths; their depth in
   * percent summed over their pixels, over the half width in pixels; half at 60. Lines as chains of
   * oriented responses: Cula et al., Assessing facial wrinkles, Skin Res Technol 19, 2013.
   */
  FINE_LINES,
  /**
   * Vividness: how yellow the skin of forehead and chin is against the person's own lips, which
   * stand in for the white balance: percent G / B of skin less that of the lips, 2.5 is 50 and 6.25
   * more is 100. Faded contrast of skin and lips makes a face look dull and old: Porcheron, Mauger
   * and Russell, PLoS ONE 8, 2013. Missing where no lips are seen.
   */
  VIVIDNESS
}
