package io.dermaflow.recommend;

import io.dermaflow.models.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What must not be recommended, whatever else speaks for it. The first rule that holds is told. */
final class SafetyRules {

  static final String VERSION = "safety-1";

  private static final List<String> ACTIVES =
      List.of("retinoid", "aha", "bha", "benzoyl_peroxide", "hydroquinone");

  /**
   * @param id stable id of the rule
   * @param text the reason for a person
   */
  record Exclusion(String id, String text) {}

  private SafetyRules() {}

  static Optional<Exclusion> findExclusion(Product product, Person person) {
    Set<String> flags = product.flags();
    for (String allergy : person.allergies()) {
      if (contains(product, allergy)) {
        return excluded("allergy", "it may contain " + allergy + ", which you are allergic to");
      }
    }
    if (person.pregnant() && (flags.contains("retinoid") || flags.contains("hydroquinone"))) {
      return excluded("pregnancy", "retinoids and hydroquinone are not for pregnancy");
    }
    if (person.pregnant() && flags.contains("bha") && product.slot() == Slot.TREAT) {
      return excluded("pregnancy-bha", "strong salicylic acid is not for pregnancy");
    }
    boolean active = ACTIVES.stream().anyMatch(flags::contains);
    if (person.age() >= 0 && person.age() < 12 && active) {
      return excluded("child", "no actives under 12 years");
    }
    if (person.severity() == Severity.VERY_SEVERE && active) {
      return excluded(
          "very-severe", "very severe acne belongs to a dermatologist; gentle basics until then");
    }
    if (person.sensitive()
        && (flags.contains("fragrance")
            || flags.contains("essential_oil")
            || flags.contains("retinoid")
            || flags.contains("aha")
            || flags.contains("benzoyl_peroxide"))) {
      return excluded("sensitive", "too strong or scented for sensitive skin");
    }
    return clash(flags, person);
  }

  private static Optional<Exclusion> clash(Set<String> flags, Person person) {
    boolean usesRetinoid =
        person.actives().stream().anyMatch(a -> a.startsWith("ret") || a.contains("tretinoin"));
    boolean usesAcid =
        person.actives().stream()
            .anyMatch(
                a ->
                    a.equals("aha")
                        || a.equals("bha")
                        || a.contains("salicylic")
                        || a.contains("glycolic")
                        || a.contains("lactic"));
    boolean acid = flags.contains("aha") || flags.contains("bha");
    if (usesRetinoid
        && (acid || flags.contains("benzoyl_peroxide") || flags.contains("retinoid"))) {
      return excluded("uses-retinoid", "it does not go with the retinoid you use");
    }
    if (usesAcid && (flags.contains("retinoid") || acid)) {
      return excluded("uses-acid", "it does not go with the acid you use");
    }
    return Optional.empty();
  }

  /** Whether two products may be used together. */
  static boolean compatible(Product a, Product b) {
    return !(oneWay(a.flags(), b.flags()) || oneWay(b.flags(), a.flags()));
  }

  private static boolean oneWay(Set<String> a, Set<String> b) {
    return a.contains("retinoid")
        && (b.contains("aha") || b.contains("bha") || b.contains("benzoyl_peroxide"));
  }

  private static boolean contains(Product product, String allergy) {
    String wanted = allergy.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
    return product.ingredients().stream().anyMatch(i -> i.contains(wanted) || wanted.contains(i))
        || product.flags().contains(wanted.replace(' ', '_'));
  }

  private static Optional<Exclusion> excluded(String id, String text) {
    return Optional.of(new Exclusion(id, text));
  }
}
