package io.dermaflow.models.skin;

import java.util.Locale;

/** The shape of eyes, as make-up looks ask for it. */
public enum EyeShape {
  ALMOND,
  ROUND,
  HOODED,
  MONOLID,
  /** Between two shapes, closed, or without landmarks. */
  UNKNOWN;

  /** The name in lower case, as looks carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
