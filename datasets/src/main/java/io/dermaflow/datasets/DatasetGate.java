package io.dermaflow.datasets;

import io.dermaflow.datasets.VersionReport.GateFinding;
import io.dermaflow.datasets.splits.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Named rules that a dataset version is held to. That no group lies in two splits is no rule: such
 * a version cannot be made.
 *
 * @param rules what to do where a rule's limit is passed, and the limit
 */
public record DatasetGate(Map<Rule, Limit> rules) {

  /** What is looked at. Names are configuration: never rename one. */
  public enum Rule {
    /** Fewest items of each label in each split. */
    MIN_PER_CLASS_AND_SPLIT("each label has at least so many items in each split"),
    /** Largest change of a label's share since the last version. */
    LABEL_SHIFT("no label's share among the labelled changed by more since the last version"),
    /** Largest difference between a label's share in a split and in all. */
    SPLIT_SHIFT("no label's share in a split differs by more from its share in all"),
    /** Largest share of byte-identical items. */
    DUPLICATES("not more of the items are byte-identical to others"),
    /** Largest share of items with contradicting labels. */
    CONFLICTS("not more of the items are identical to one with another label"),
    /** Largest share of items that are set aside. */
    SET_ASIDE("not more of the items are set aside"),
    /** Largest share of items in one group. */
    LARGEST_GROUP("no group has more of the items");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    /** For a person. */
    public String text() {
      return text;
    }

    /** As configuration writes it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What happens when a limit is passed. */
  public enum Action {
    OFF,
    WARN,
    REFUSE
  }

  /** A rule's limit: a count for {@link Rule#MIN_PER_CLASS_AND_SPLIT}, a share for the others. */
  public record Limit(Action action, double value) {}

  /** Warnings only. */
  public static final DatasetGate DEFAULT =
      new DatasetGate(
          Map.of(
              Rule.MIN_PER_CLASS_AND_SPLIT, new Limit(Action.WARN, 5),
              Rule.LABEL_SHIFT, new Limit(Action.WARN, 0.1),
              Rule.SPLIT_SHIFT, new Limit(Action.WARN, 0.05),
              Rule.DUPLICATES, new Limit(Action.WARN, 0.2),
              Rule.CONFLICTS, new Limit(Action.WARN, 0.02),
              Rule.SET_ASIDE, new Limit(Action.WARN, 0.2),
              Rule.LARGEST_GROUP, new Limit(Action.WARN, 0.2)));

  public DatasetGate {
    rules = Map.copyOf(rules);
  }

  /** The same with another limit of one rule. */
  public DatasetGate with(Rule rule, Limit limit) {
    Map<Rule, Limit> other = new EnumMap<>(rules);
    other.put(rule, limit);
    return new DatasetGate(other);
  }

  /** Holds a version to all rules that are not off. */
  public List<GateFinding> judge(VersionReport now, @Nullable VersionReport before) {
    List<GateFinding> findings = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Limit limit = rules.get(rule);
      if (limit != null && limit.action() != Action.OFF) {
        Measured measured = measure(rule, now, before);
        boolean passed =
            rule == Rule.MIN_PER_CLASS_AND_SPLIT
                ? measured.value >= limit.value()
                : measured.value <= limit.value();
        findings.add(
            new GateFinding(
                rule, limit.action(), passed, measured.value, limit.value(), measured.where));
      }
    }
    return findings;
  }

  private record Measured(double value, String where) {
    Measured larger(double other, String place) {
      return other > value ? new Measured(other, place) : this;
    }
  }

  private static Measured measure(Rule rule, VersionReport now, @Nullable VersionReport before) {
    double all = Math.max(1, now.items() + now.duplicates() + now.asideCount());
    return switch (rule) {
      case MIN_PER_CLASS_AND_SPLIT -> least(now);
      case LABEL_SHIFT -> before == null ? new Measured(0, "first version") : shift(now, before);
      case SPLIT_SHIFT -> splitShift(now);
      case DUPLICATES -> new Measured(now.duplicates() / all, now.duplicates() + " items");
      case CONFLICTS -> {
        int count = now.setAside().getOrDefault("CONFLICTING_LABELS", 0);
        yield new Measured(count / all, count + " items");
      }
      case SET_ASIDE -> new Measured(now.asideCount() / all, now.asideCount() + " items");
      case LARGEST_GROUP ->
          new Measured(
              now.largestGroup() / (double) Math.max(1, now.items()),
              now.largestGroup() + " items");
    };
  }

  private static Measured least(VersionReport now) {
    Measured least = new Measured(Integer.MAX_VALUE, "no label");
    for (var head : now.labels().entrySet()) {
      for (var label : head.getValue().entrySet()) {
        for (Split split : Split.values()) {
          int count = label.getValue().getOrDefault(split.key(), 0);
          if (count < least.value) {
            least =
                new Measured(count, head.getKey() + " " + label.getKey() + " in " + split.key());
          }
        }
      }
    }
    return least;
  }

  private static Measured shift(VersionReport now, VersionReport before) {
    Measured most = new Measured(0, "no label");
    for (String head : now.labels().keySet()) {
      Map<String, Double> is = now.shares(head, null);
      Map<String, Double> was = before.shares(head, null);
      if (was.isEmpty()) {
        continue;
      }
      for (String label : is.keySet()) {
        double change =
            Math.abs(Objects.requireNonNull(is.get(label)) - was.getOrDefault(label, 0.0));
        most = most.larger(change, head + " " + label);
      }
      for (String label : was.keySet()) {
        if (!is.containsKey(label)) {
          most = most.larger(Objects.requireNonNull(was.get(label)), head + " " + label);
        }
      }
    }
    return most;
  }

  private static Measured splitShift(VersionReport now) {
    Measured most = new Measured(0, "no label");
    for (String head : now.labels().keySet()) {
      Map<String, Double> all = now.shares(head, null);
      for (String split : now.splits().keySet()) {
        Map<String, Double> here = now.shares(head, split);
        for (var share : all.entrySet()) {
          double difference = Math.abs(share.getValue() - here.getOrDefault(share.getKey(), 0.0));
          most = most.larger(difference, head + " " + share.getKey() + " in " + split);
        }
      }
    }
    return most;
  }
}
