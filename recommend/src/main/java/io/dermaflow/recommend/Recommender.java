package io.dermaflow.recommend;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Recommendation.ChapterCard;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.Recommendation.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses for one person from one catalogue version. Order of rules: safety, then budget, then the
 * seed rule, then fit. Pure: the same input gives the same output.
 */
public final class Recommender {

  /** Changes whenever the same input may give another output. */
  public static final String RULES = "rules-1/" + SafetyRules.VERSION;

  /** Moderate acne on oily skin: these three, in this order, as far as safety and budget allow. */
  private static final List<String> MODERATE_AND_OILY =
      List.of("cosrx-bha", "cerave-foaming", "laroche-effaclar");

  private static final double SAID_WEIGHT = 0.5;
  private static final double TYPE_WEIGHT = 0.6;

  private final CatalogueVersion version;
  private final List<Product> products;
  private final Map<String, Product> byId = new HashMap<>();

  public Recommender(CatalogueVersion version, List<Product> products) {
    this.version = version;
    this.products = products.stream().sorted(Comparator.comparing(Product::id)).toList();
    this.products.forEach(product -> byId.put(product.id(), product));
  }

  /** The recommendation for a person with these features. */
  public Recommendation recommend(SkinFeatures features) {
    Person person = Person.of(features);
    Map<String, Integer> excluded = new LinkedHashMap<>();
    List<Product> allowed = new ArrayList<>();
    for (Product product : products) {
      String rule = exclusion(product, person);
      if (rule == null) {
        allowed.add(product);
      } else {
        excluded.merge(rule, 1, Integer::sum);
      }
    }
    List<ProductCard> chosen = choose(person, allowed);
    Severity severity = person.severity();
    Chapter.Choice chapter = Chapter.choose(person.present(), person.type(), features.skinScore());
    return new Recommendation(
        String.valueOf(features.subjectId()),
        features.uploadId(),
        features.modelId(),
        version.version(),
        RULES,
        severity == null ? null : severity.name(),
        person.type().name(),
        person.typeReason(),
        features.skinScore(),
        features.conditions(),
        new ChapterCard(chapter.chapter().number(), chapter.chapter().title(), chapter.reason()),
        chosen,
        chosen.size() < 3 ? "only " + allowed.size() + " products are left: " + excluded : null,
        Looks.choose(person),
        advice(person));
  }

  private static @Nullable String exclusion(Product product, Person person) {
    var unsafe = SafetyRules.findExclusion(product, person);
    if (unsafe.isPresent()) {
      return unsafe.get().id();
    }
    Budget budget = person.budget();
    return budget != null && !budget.allows(product.price()) ? "budget" : null;
  }

  private List<ProductCard> choose(Person person, List<Product> allowed) {
    List<Product> chosen = new ArrayList<>();
    Map<String, List<Reason>> reasons = new HashMap<>();
    if (person.severity() == Severity.MODERATE && person.type() == SkinType.OILY) {
      for (String id : MODERATE_AND_OILY) {
        Product product = byId.get(id);
        if (product != null && allowed.contains(product) && fits(product, chosen)) {
          chosen.add(product);
          reasons.put(
              id,
              new ArrayList<>(
                  List.of(new Reason("moderate-oily", "chosen for moderate acne on oily skin"))));
        }
      }
    }
    for (Slot slot : slots(person)) {
      if (chosen.size() < 3 && chosen.stream().noneMatch(p -> p.slot() == slot)) {
        best(person, allowed, chosen, slot).ifPresent(chosen::add);
      }
    }
    while (chosen.size() < 3) {
      var next = best(person, allowed, chosen, null);
      if (next.isEmpty()) {
        break;
      }
      chosen.add(next.get());
    }
    return chosen.stream().map(p -> card(p, person, reasons)).toList();
  }

  /** Routine slots, most needed first. */
  private static List<Slot> slots(Person person) {
    boolean spots =
        person.present().contains(Condition.HYPERPIGMENTATION)
            && !person.present().contains(Condition.ACNE);
    return spots
        ? List.of(Slot.CLEANSE, Slot.TREAT, Slot.PROTECT)
        : List.of(Slot.CLEANSE, Slot.TREAT, Slot.MOISTURISE);
  }

  private static java.util.Optional<Product> best(
      Person person, List<Product> allowed, List<Product> chosen, @Nullable Slot slot) {
    return allowed.stream()
        .filter(p -> slot == null || p.slot() == slot)
        .filter(p -> fits(p, chosen))
        .max(
            Comparator.comparingDouble((Product p) -> fit(p, person))
                .thenComparing(Product::id, Comparator.reverseOrder()));
  }

  private static boolean fits(Product product, List<Product> chosen) {
    return !chosen.contains(product)
        && chosen.stream().allMatch(other -> SafetyRules.compatible(product, other));
  }

  /** Need met: probabilities of the conditions it targets, what was said, and the type. */
  private static double fit(Product product, Person person) {
    double fit = 0;
    for (Condition target : product.targets()) {
      fit += person.features().conditions().getOrDefault(target.name(), 0.0);
      fit += person.said().contains(target) ? SAID_WEIGHT : 0;
    }
    return fit / Math.sqrt(Math.max(1, product.targets().size()))
        + (product.types().contains(person.type()) ? TYPE_WEIGHT : -TYPE_WEIGHT);
  }

  private static ProductCard card(Product product, Person person, Map<String, List<Reason>> given) {
    List<Reason> reasons = given.getOrDefault(product.id(), new ArrayList<>());
    for (Condition target : product.targets()) {
      if (person.present().contains(target)) {
        reasons.add(
            new Reason(
                "targets-" + key(target), "for " + words(target) + ", seen in your picture"));
      } else if (person.said().contains(target)) {
        reasons.add(
            new Reason("concern-" + key(target), "for " + words(target) + ", which you named"));
      }
    }
    if (product.types().contains(person.type())) {
      reasons.add(
          new Reason("type-" + key(person.type()), "suits " + words(person.type()) + " skin"));
    }
    if (reasons.isEmpty()) {
      reasons.add(
          new Reason(
              "slot-" + key(product.slot()), "completes the routine: " + words(product.slot())));
    }
    return new ProductCard(
        product.id(),
        product.brand(),
        product.name(),
        product.title(),
        key(product.slot()),
        product.price(),
        product.price() == null ? "unknown" : Budget.bandOf(product.price()).said(),
        "/products/" + product.id() + ".svg",
        product.link(),
        List.copyOf(reasons));
  }

  private static List<String> advice(Person person) {
    List<String> advice = new ArrayList<>();
    if (person.severity() == Severity.VERY_SEVERE || person.severity() == Severity.SEVERE) {
      advice.add("Please see a dermatologist: what was seen is more than skincare can treat.");
    }
    if (person.pregnant()) {
      advice.add("Ask your doctor before you use a new active product while you are pregnant.");
    }
    return advice;
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Enum<?> constant) {
    return key(constant).replace('_', ' ');
  }
}
