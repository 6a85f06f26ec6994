package io.dermaflow.recommend.inci;

import java.util.Locale;
import java.util.Optional;

/** What an ingredient does, as far as rules and ranking ask. */
public enum IngredientFunction {
  // Treatments: strong ones first.
  RETINOID,
  HYDROQUINONE,
  BENZOYL_PEROXIDE,
  AHA,
  BHA,
  PHA,
  AZELAIC_ACID,
  SULFUR,
  VITAMIN_C,
  NIACINAMIDE,
  TRANEXAMIC_ACID,
  ARBUTIN,
  KOJIC_ACID,
  RESORCINOL,
  BAKUCHIOL,
  PEPTIDE,
  LICORICE,

  // Care: water, barrier, calm.
  HUMECTANT,
  HYALURONIC_ACID,
  CERAMIDE,
  PANTHENOL,
  ALLANTOIN,
  CENTELLA,
  GREEN_TEA,
  SOOTHING,
  ANTIOXIDANT,
  ZINC,
  EMOLLIENT,
  OCCLUSIVE,
  OIL,
  SILICONE,

  // Texture and protection.
  UV_FILTER,
  CLAY,
  OIL_ABSORBER,
  SURFACTANT,
  COLOURANT,
  PRESERVATIVE,
  /** The law keeps it at 1 % or less, so what stands behind it is that little too. */
  LIMITED_TO_ONE_PERCENT,

  // What sensitive skin should be spared.
  FRAGRANCE,
  FRAGRANCE_ALLERGEN,
  ESSENTIAL_OIL,
  DRYING_ALCOHOL,
  STRONG_SURFACTANT,
  IRRITANT;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The name as files and flags write it, e.g. {@code benzoyl_peroxide}. */
  public String key() {
    return key;
  }

  public static Optional<IngredientFunction> findKey(String key) {
    for (IngredientFunction function : values()) {
      if (function.key.equals(key)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }
}
