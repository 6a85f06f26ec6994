package io.dermaflow.recommend.reasons;

import io.dermaflow.models.Condition;
import io.dermaflow.recommend.Answers;
import io.dermaflow.recommend.Budget;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation.Basis;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.Recommendation.Reason;
import io.dermaflow.recommend.data.Keys;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Exclusions.Hit;
import io.dermaflow.recommend.ranking.Exclusions.Left;
import io.dermaflow.recommend.ranking.Labelled;
import io.dermaflow.recommend.ranking.Pick;
import io.dermaflow.recommend.rules.Rule;
import io.dermaflow.recommend.rules.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says why a product was chosen: codes, shares, and two sentences. Thread safe. */
public final class Explainer {

  private static final Map<String, Condition> BY_KEY = new HashMap<>();

  static {
    for (Condition condition : Condition.values()) {
      BY_KEY.put(Keys.of(condition), condition);
    }
  }

  private static final int THOUSAND = 1000;
  private static final int LEAST_SHARE = 10;
  private static final int MOST_CONDITIONS = 2;

  private final Sentences sentences;
  private final CompiledCatalogue catalogue;

  public Explainer(Sentences sentences, CompiledCatalogue catalogue) {
    this.sentences = sentences;
    this.catalogue = catalogue;
  }

  /** The card of a chosen product. */
  public ProductCard card(Pick pick, Person person) {
    Labelled item = catalogue.labelled(pick.index());
    Product product = item.product();
    Double price = product.price();
    return new ProductCard(
        product.id(),
        product.brand(),
        product.name(),
        product.title(),
        Keys.of(product.slot()),
        price,
        price == null ? "unknown" : Budget.bandOf(price).said(),
        "/products/" + product.id() + ".svg",
        product.link(),
        reasons(pick, product, person),
        Math.rint(pick.score() * THOUSAND) / THOUSAND,
        shares(pick),
        why(pick, item, person));
  }

  private static Map<String, Integer> shares(Pick pick) {
    Map<String, Integer> shares = new LinkedHashMap<>();
    pick.shares()
        .forEach(
            (name, share) -> {
              int thousandths = (int) Math.rint(share * THOUSAND);
              if (thousandths >= LEAST_SHARE) {
                shares.put(name, thousandths);
              }
            });
    return shares;
  }

  private List<Reason> reasons(Pick pick, Product product, Person person) {
    List<Reason> reasons = new ArrayList<>();
    Rule rule = pick.rule();
    if (rule != null) {
      reasons.add(new Reason(rule.id(), rule.text().en()));
    }
    pick.shares().entrySet().stream()
        .filter(share -> BY_KEY.containsKey(share.getKey()))
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(MOST_CONDITIONS)
        .map(share -> Objects.requireNonNull(BY_KEY.get(share.getKey())))
        .forEach(condition -> addReason(reasons, condition, person));
    if (person.type() != null && product.types().contains(person.type())) {
      reasons.add(
          new Reason(
              "type-" + Keys.of(person.type()), "suits " + sentences.type(person.type()).en()));
    }
    if (reasons.isEmpty()) {
      reasons.add(
          new Reason(
              "slot-" + Keys.of(product.slot()),
              "completes the routine: " + Keys.of(product.slot())));
    }
    return reasons;
  }

  private void addReason(List<Reason> reasons, Condition condition, Person person) {
    String words = sentences.condition(condition).en();
    if (person.present(condition)) {
      reasons.add(
          new Reason("targets-" + Keys.of(condition), "for " + words + ", seen in your picture"));
    } else if (person.answers().concerns().contains(condition)) {
      reasons.add(
          new Reason("concern-" + Keys.of(condition), "for " + words + ", which you named"));
    }
  }

  private Wording why(Pick pick, Labelled item, Person person) {
    return first(pick, item, person).then(second(item.product(), person)).wording();
  }

  /** What it is for: the condition that gives the largest share, and the function that helps. */
  private Filled first(Pick pick, Labelled item, Person person) {
    Condition condition = largest(pick, person);
    Wording slot = sentences.slot(item.product().slot());
    if (condition == null) {
      boolean gentle = pick.shares().getOrDefault("gentle", 0.0) > 0;
      return new Filled(sentences.template(gentle && person.basicsOnly() ? "basic" : "step"))
          .with("slot", slot);
    }
    Wording what = what(pick.index(), condition);
    boolean seen = person.present(condition);
    boolean said = person.answers().concerns().contains(condition);
    String from = seen ? "seen" : said || person.type() == null ? "said" : "type";
    Filled filled =
        new Filled(sentences.template((what == null ? "made_" : "helps_") + from))
            .with("slot", slot)
            .with("condition", sentences.condition(condition));
    if (what != null) {
      filled.with("what", what);
    }
    return person.type() == null ? filled : filled.with("type", sentences.type(person.type()));
  }

  /** The condition with the largest share that a person can be told of. */
  private static @Nullable Condition largest(Pick pick, Person person) {
    Condition largest = null;
    double most = 0;
    for (Condition condition : Condition.values()) {
      double share = pick.shares().getOrDefault(Keys.of(condition), 0.0);
      boolean brought = person.type() != null && !person.needs(condition);
      boolean told =
          person.present(condition) || person.answers().concerns().contains(condition) || brought;
      if (share > most && told && (!brought || person.probability(condition) <= 0.2)) {
        most = share;
        largest = condition;
      }
    }
    return largest;
  }

  /** The function of the product that does most for a condition, in words. */
  private @Nullable Wording what(int product, Condition condition) {
    IngredientFunction helper = catalogue.helper(product, condition);
    return helper == null ? null : sentences.functions().get(helper);
  }

  private Filled second(Product product, Person person) {
    boolean suits = person.type() != null && product.types().contains(person.type());
    Double price = product.price();
    String template;
    if (price == null) {
      template = suits ? "suits" : "no_price";
    } else if (person.answers().budget() != null) {
      template = suits ? "suits_in_budget" : "in_budget";
    } else {
      template = suits ? "suits_price" : "price";
    }
    Filled filled = new Filled(sentences.template(template));
    if (person.type() != null) {
      filled.with("type", sentences.type(person.type()));
    }
    return price == null ? filled : filled.with("price", money(price));
  }

  private static String money(double price) {
    return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** What the chosen products rest on. */
  public Basis basedOn(List<Pick> picks, Person person) {
    Map<String, Object> picture = new LinkedHashMap<>();
    if (person.severity() != null) {
      picture.put("severity", person.severity().name());
    }
    boolean seen =
        person.typeFrom() == Person.TypeFrom.SEEN || person.typeFrom() == Person.TypeFrom.UNSURE;
    if (person.type() != null && seen) {
      picture.put("skin_type", person.type().name());
    }
    person
        .seen()
        .forEach(
            (condition, probability) -> {
              String key = Keys.of(condition);
              if (picks.stream().anyMatch(pick -> pick.shares().containsKey(key))) {
                picture.put(key, probability);
              }
            });
    return new Basis(person.seenAt(), picture, said(person.answers(), !seen));
  }

  private static Map<String, Object> said(Answers answers, boolean typeCounts) {
    Map<String, Object> survey = new LinkedHashMap<>();
    if (answers.type() != null && typeCounts) {
      survey.put("skin_type", answers.type().name());
    }
    if (!answers.concerns().isEmpty()) {
      survey.put("concerns", answers.concerns().stream().map(Keys::of).toList());
    }
    if (answers.budget() != null) {
      survey.put("budget", answers.budget().said());
    }
    if (answers.pregnant()) {
      survey.put("pregnant", true);
    }
    if (answers.age() >= 0) {
      survey.put("age", answers.age());
    }
    if (!answers.allergies().isEmpty()) {
      survey.put("allergies", answers.allergies());
    }
    if (!answers.actives().isEmpty()) {
      survey.put("current_actives", answers.actives());
    }
    return survey;
  }

  /** Why there are fewer than three. */
  public Wording fewer(int count, Left left) {
    List<Wording> parts = new ArrayList<>();
    for (Hit hit : left.hits()) {
      parts.add(
          new Filled(sentences.template("fewer_reason"))
              .with("count", Integer.toString(hit.products()))
              .with("what", hit.rule().text())
              .wording());
    }
    if (left.skincare() > count) {
      parts.add(sentences.template("fewer_apart"));
    }
    if (parts.isEmpty()) {
      parts.add(sentences.template("fewer_catalogue"));
    }
    return new Filled(sentences.template("fewer"))
        .with("count", Integer.toString(count))
        .with(
            "reasons",
            new Wording(
                String.join("; ", parts.stream().map(Wording::en).toList()),
                String.join("; ", parts.stream().map(Wording::ms).toList())))
        .wording();
  }

  /** What is said beside the products: advice of the rules first. */
  public List<Wording> advice(Person person, Left left, List<Pick> picks) {
    List<Wording> advice = new ArrayList<>();
    for (Rule rule : catalogue.knowledge().rules().rules()) {
      if (rule.effect() instanceof Rule.Advise && rule.when().holds(person)) {
        advice.add(rule.text());
      }
    }
    for (String active : left.unknownActives()) {
      advice.add(new Filled(sentences.template("unknown_active")).with("what", active).wording());
    }
    List<String> unsure =
        picks.stream()
            .map(pick -> catalogue.labelled(pick.index()))
            .filter(item -> !item.ingredients().complete())
            .map(item -> item.product().title())
            .toList();
    if (!person.answers().allergies().isEmpty() && !unsure.isEmpty()) {
      advice.add(
          new Filled(sentences.template("check_label"))
              .with("what", String.join(", ", unsure))
              .wording());
    }
    return advice;
  }
}
