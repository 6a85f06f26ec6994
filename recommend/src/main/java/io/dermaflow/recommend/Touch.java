package io.dermaflow.recommend;

import io.dermaflow.recommend.rules.Rule;
import io.dermaflow.recommend.rules.RuleBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a change of rules and products touches; nobody else's recommendation has to be made again.
 * Immutable.
 */
public final class Touch {

  private static final int SET = 3;

  private final List<Rule> rules;
  private final Set<String> gone;
  private final Set<String> come;

  private Touch(List<Rule> rules, Set<String> gone, Set<String> come) {
    this.rules = rules;
    this.gone = gone;
    this.come = come;
  }

  /**
   * @param before rules of what is served
   * @param now rules of what is to be made
   * @param products what changed between their catalogues
   */
  public static Touch of(RuleBook before, RuleBook now, CatalogueDiff products) {
    List<Rule> changed = new ArrayList<>(before.rules());
    changed.removeAll(now.rules());
    List<Rule> added = new ArrayList<>(now.rules());
    added.removeAll(before.rules());
    changed.addAll(added);
    Set<String> gone = new HashSet<>(products.removed());
    gone.addAll(products.changed());
    Set<String> come = new HashSet<>(products.added());
    come.addAll(products.changed());
    return new Touch(changed, gone, come);
  }

  /** Whether products have changed, so that {@link #byProducts} has to be asked. */
  public boolean isOfProducts() {
    return !gone.isEmpty() || !come.isEmpty();
  }

  /** Whether a rule that has changed, has come or has gone is for this person. */
  public boolean byRules(Person person) {
    return rules.stream().anyMatch(rule -> rule.when().holds(person));
  }

  /**
   * Whether a product that has changed was or would be chosen.
   *
   * @param before ids of the products served
   * @param now ids of the products that would be chosen now
   * @param steps number of skincare products among {@code now}: with fewer than three the reasons
   *     tell of the others
   */
  public boolean byProducts(List<String> before, List<String> now, int steps) {
    return steps < SET || !Collections.disjoint(before, gone) || !Collections.disjoint(now, come);
  }
}
