package io.dermaflow.recommend;

import java.util.Locale;

/** The undertone of a skin or a shade. */
public enum Undertone {
  COOL,
  NEUTRAL,
  WARM,
  /** Of a shade: any undertone; of a skin: not known. */
  ANY;

  /** The name in lower case, as tones carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a shade of this undertone suits a skin of that. Neutral goes with every one. */
  public boolean suits(Undertone skin) {
    return this == ANY || this == NEUTRAL || skin == ANY || skin == NEUTRAL || this == skin;
  }
}
