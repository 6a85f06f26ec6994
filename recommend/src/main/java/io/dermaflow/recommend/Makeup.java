package io.dermaflow.recommend;

import java.util.List;
import java.util.Locale;

/**
 * What makes a product make-up.
 *
 * @param kind what it is put on for
 * @param shades its shades; none for a primer
 */
public record Makeup(Kind kind, List<Shade> shades) {

  public Makeup {
    shades = List.copyOf(shades);
  }

  /** Kinds of make-up that looks use. */
  public enum Kind {
    PRIMER,
    CORRECTOR,
    FOUNDATION,
    CONCEALER,
    POWDER,
    BLUSH,
    CONTOUR,
    EYESHADOW,
    LIPSTICK;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A shade.
   *
   * @param name as the shop calls it
   * @param monkFrom lightest tone of the Monk scale it suits, 1 to 10
   * @param monkTo darkest tone it suits, not below {@code monkFrom}
   * @param undertone the undertone it suits
   * @param colour its colour as {@code #RRGGBB}, or empty
   */
  public record Shade(String name, int monkFrom, int monkTo, Undertone undertone, String colour) {}
}
