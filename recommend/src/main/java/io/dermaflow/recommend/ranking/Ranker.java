package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.data.Keys;
import io.dermaflow.recommend.ranking.Exclusions.Left;
import io.dermaflow.recommend.rules.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses up to three products of what the rules leave. The choice in a step depends on nothing
 * that is not allowed: whoever's budget shrinks keeps what is still within it. Thread safe.
 */
public final class Ranker {

  static final int SET = 3;

  private static final double NOTICED = 0.2;

  private final CompiledCatalogue catalogue;
  private final Weights weights;
  private final Compatibility compatibility;
  private final CollaborativeScores others;
  private final List<Rule> firsts;
  private final List<Slot> care = List.of(Slot.CLEANSE, Slot.TREAT, Slot.MOISTURISE, Slot.PROTECT);
  private final ThreadLocal<float[]> scores;

  public Ranker(CompiledCatalogue catalogue, CollaborativeScores others) {
    this.catalogue = catalogue;
    this.weights = catalogue.knowledge().weights();
    this.compatibility = new Compatibility(catalogue);
    this.others = others;
    this.firsts =
        catalogue.knowledge().rules().rules().stream()
            .filter(rule -> rule.effect() instanceof Rule.First)
            .toList();
    this.scores = ThreadLocal.withInitial(() -> new float[catalogue.size()]);
  }

  /** The products for a person, in the order of their steps; those that a rule puts first lead. */
  public List<Pick> choose(Person person, Left left) {
    Turn turn = new Turn(person, left);
    turn.takeFirsts();
    for (Slot slot : weights.routine(person).slots()) {
      if (turn.count < SET && !turn.has(slot)) {
        turn.take(turn.best(slot), null);
      }
    }
    while (turn.count < SET && turn.take(turn.bestOfAll(), null)) {
      // until nothing is left that goes with the others
    }
    if (turn.count < SET && left.skincare() > turn.count) {
      turn.takeMost();
    }
    return turn.picks();
  }

  /** Need of each condition, 0 and up; {@code ranking-v1.yaml} says how. */
  float[] needs(Person person) {
    float[] needs = CompiledCatalogue.noNeeds();
    Map<Condition, Double> brought =
        person.type() == null ? Map.of() : weights.brings().getOrDefault(person.type(), Map.of());
    for (Condition condition : Condition.values()) {
      double need =
          weights.seen().value()
              * Math.max(0, (person.probability(condition) - NOTICED) / (1 - NOTICED));
      need += person.answers().concerns().contains(condition) ? weights.said().value() : 0;
      need += brought.getOrDefault(condition, 0.0);
      if (condition == Condition.ACNE && person.severity() != null) {
        need +=
            weights.severity().value()
                * person.severity().ordinal()
                / Severity.VERY_SEVERE.ordinal();
      }
      needs[condition.ordinal()] = (float) need;
    }
    return needs;
  }

  /** Choosing for one person. */
  private final class Turn {

    private final Person person;
    private final Left left;
    private final float[] needs;
    private final float[] fit;
    private final float[] score = scores.get();
    private final double all;
    private final double othersShare;
    private final boolean[] scored = new boolean[Slot.values().length];
    private final int[] chosen = new int[SET];
    private final Rule[] because = new Rule[SET];
    private int count;

    Turn(Person person, Left left) {
      this.person = person;
      this.left = left;
      needs = needs(person);
      fit = catalogue.vectors().fit[CompiledCatalogue.column(person.type())];
      double sum =
          weights.type().value()
              + weights.gentle().value()
              + weights.price().value()
              + weights.rating().value();
      for (float need : needs) {
        sum += need;
      }
      all = sum;
      double support = others.support(person.subjectId());
      othersShare =
          support <= 0
              ? 0
              : weights.collaborativeMost().value()
                  * support
                  / (support + weights.collaborativeHalf().value());
    }

    /** Content scores of a slot, filled once. */
    private void score(Slot slot) {
      if (scored[slot.ordinal()]) {
        return;
      }
      scored[slot.ordinal()] = true;
      int from = catalogue.from(slot);
      int to = catalogue.to(slot);
      Arrays.fill(score, from, to, 0);
      ProductVectors vectors = catalogue.vectors();
      for (int c = 0; c < needs.length; c++) {
        if (needs[c] > 0) {
          add(vectors.effect[c], (float) (needs[c] / all), from, to);
        }
      }
      add(fit, (float) (weights.type().value() / all), from, to);
      add(vectors.gentle, (float) (weights.gentle().value() / all), from, to);
      add(vectors.cheap, (float) (weights.price().value() / all), from, to);
      add(vectors.rating, (float) (weights.rating().value() / all), from, to);
    }

    private void add(float[] column, float weight, int from, int to) {
      for (int i = from; i < to; i++) {
        score[i] += weight * column[i];
      }
    }

    private double blended(int i) {
      return othersShare == 0
          ? score[i]
          : (1 - othersShare) * score[i]
              + othersShare * others.score(person.subjectId(), catalogue.product(i).id());
    }

    /** Taken off for saying the same as one that is chosen already. */
    private double sameness(int i) {
      ProductVectors vectors = catalogue.vectors();
      double off = 0;
      for (int c = 0; c < count; c++) {
        off += vectors.brand[i] == vectors.brand[chosen[c]] ? weights.sameBrand().value() : 0;
        boolean sameLead = vectors.lead[i] != null && vectors.lead[i] == vectors.lead[chosen[c]];
        off += sameLead ? weights.sameLead().value() : 0;
      }
      return off;
    }

    /** Best allowed product of a slot that goes with the chosen ones, or −1. */
    int best(Slot slot) {
      score(slot);
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = catalogue.from(slot); i < catalogue.to(slot); i++) {
        // Others add at most their share, so most products need no second look.
        double atMost = othersShare == 0 ? score[i] : (1 - othersShare) * score[i] + othersShare;
        if (atMost > most && left.allows(i) && compatibility.fits(i, chosen, count)) {
          double value = blended(i) - sameness(i);
          if (value > most) {
            most = value;
            best = i;
          }
        }
      }
      return best;
    }

    int bestOfAll() {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (Slot slot : care) {
        int candidate = best(slot);
        if (candidate >= 0) {
          double value = blended(candidate) - sameness(candidate);
          boolean before =
              value == most
                  && catalogue.product(candidate).id().compareTo(catalogue.product(best).id()) < 0;
          if (value > most || before) {
            most = value;
            best = candidate;
          }
        }
      }
      return best;
    }

    boolean has(Slot slot) {
      for (int c = 0; c < count; c++) {
        if (catalogue.product(chosen[c]).slot() == slot) {
          return true;
        }
      }
      return false;
    }

    boolean take(int product, @Nullable Rule rule) {
      if (product < 0) {
        return false;
      }
      because[count] = rule;
      chosen[count++] = product;
      return true;
    }

    void takeFirsts() {
      for (Rule rule : firsts) {
        if (!rule.when().holds(person)) {
          continue;
        }
        for (String name : ((Rule.First) rule.effect()).products()) {
          int i = catalogue.find(name);
          if (i >= 0
              && count < SET
              && left.allows(i)
              && catalogue.product(i).slot() != Slot.MAKEUP
              && compatibility.fits(i, chosen, count)) {
            take(i, rule);
          }
        }
      }
    }

    /** What was taken first keeps others out: looks for the largest set that goes together. */
    void takeMost() {
      care.forEach(this::score);
      int[] larger = new LargestSet(catalogue, compatibility, left, score).find(count);
      if (larger.length > count) {
        count = 0;
        for (int product : larger) {
          take(product, null);
        }
      }
    }

    List<Pick> picks() {
      List<Pick> picks = new ArrayList<>();
      for (int c = 0; c < count; c++) {
        int i = chosen[c];
        score(catalogue.product(i).slot());
        picks.add(new Pick(i, blended(i), because[c], shares(i)));
      }
      return picks;
    }

    private Map<String, Double> shares(int i) {
      ProductVectors vectors = catalogue.vectors();
      Map<String, Double> parts = new LinkedHashMap<>();
      double own = (1 - othersShare) / all;
      for (Condition condition : Condition.values()) {
        int c = condition.ordinal();
        put(parts, Keys.of(condition), own * needs[c] * vectors.effect[c][i]);
      }
      put(parts, "type", own * weights.type().value() * fit[i]);
      put(parts, "gentle", own * weights.gentle().value() * vectors.gentle[i]);
      put(parts, "price", own * weights.price().value() * vectors.cheap[i]);
      put(parts, "rating", own * weights.rating().value() * vectors.rating[i]);
      if (othersShare > 0) {
        put(
            parts,
            "others",
            othersShare * others.score(person.subjectId(), catalogue.product(i).id()));
      }
      double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
      parts.replaceAll((name, value) -> sum == 0 ? 0 : value / sum);
      return parts;
    }

    private static void put(Map<String, Double> parts, String name, double value) {
      if (value > 0) {
        parts.put(name, value);
      }
    }
  }
}
