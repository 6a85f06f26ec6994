package io.dermaflow.datasets.rendered;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The skin of a rendered face: how strongly each sign is drawn, 0 (absent) to 1 (strong). Labels
 * follow from the strengths by {@link #THRESHOLD}; nothing else decides them.
 *
 * @param lesions inflamed lesions on the half of the face that is counted
 * @param blackheads dark pores on nose, chin and inner cheeks
 * @param redness diffuse red of cheeks and nose
 * @param shineCheeks oily highlights outside the T-zone
 * @param shineTZone oily highlights of forehead, nose and chin
 * @param flaking pale dry flakes
 * @param fineLines lines of forehead, eyes and mouth
 * @param darkSpots brown spots
 * @param dullness loss of colour and contrast
 * @param texture unevenness of the surface
 */
public record SkinState(
    int lesions,
    double blackheads,
    double redness,
    double shineCheeks,
    double shineTZone,
    double flaking,
    double fineLines,
    double darkSpots,
    double dullness,
    double texture) {

  /** A sign is labelled present when its strength is greater. */
  public static final double THRESHOLD = 0.5;

  /**
   * Grade by the lesions of half a face (Hayashi et al., Establishment of grading criteria for acne
   * severity, J Dermatol 2008): 0, 1–5, 6–20, 21–50, more than 50.
   */
  public String severity() {
    if (lesions == 0) {
      return "CLEAR";
    }
    if (lesions <= 5) {
      return "MILD";
    }
    if (lesions <= 20) {
      return "MODERATE";
    }
    return lesions <= 50 ? "SEVERE" : "VERY_SEVERE";
  }

  /** The first that holds: oily cheeks, oily T-zone, flakes, lines, redness; normal otherwise. */
  public String skinType() {
    if (shineCheeks > THRESHOLD) {
      return "OILY";
    }
    if (shineTZone > THRESHOLD) {
      return "COMBINATION";
    }
    if (flaking > THRESHOLD) {
      return "DRY";
    }
    if (fineLines > THRESHOLD) {
      return "WRINKLY";
    }
    return redness > THRESHOLD ? "SENSITIVE" : "NORMAL";
  }

  /** Conditions present, in the order of the platform's list. */
  public Set<String> conditions() {
    Set<String> present = new LinkedHashSet<>();
    add(present, "ACNE", lesions);
    add(present, "BLACKHEADS", blackheads);
    add(present, "WRINKLES", fineLines);
    add(present, "DULLNESS", dullness);
    add(present, "REDNESS", redness);
    add(present, "DEHYDRATION", flaking);
    add(present, "HYPERPIGMENTATION", darkSpots);
    add(present, "UNEVEN_TEXTURE", texture);
    return present;
  }

  private static void add(Set<String> present, String condition, double strength) {
    if (strength > THRESHOLD) {
      present.add(condition);
    }
  }
}
