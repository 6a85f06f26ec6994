package io.dermaflow.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version consists of, counted when it was sealed.
 *
 * @param contentDigest SHA-256 over pictures and labels alone; versions that differ in their splits
 *     only have the same
 * @param items number of items
 * @param splits items by split
 * @param labels items by head, label and split
 * @param tones items by skin tone and split, where the source says one
 * @param sources what each source gave
 * @param groups number of groups by their size: {@code 1 2 3-5 6-10 11+}
 * @param largestGroup items of the largest group
 * @param duplicates items that are byte-identical to another one, whichever is kept
 * @param likePairs pairs that show the same in other bytes
 * @param setAside items that are set aside, by reason
 * @param splitsBy {@code SOURCE} or {@code DERMAFLOW}
 * @param note what a person should know of the splits, or null
 * @param gate what the rules found
 * @param provenance table of labels, bounds and seed that the version was made with
 */
public record VersionReport(
    String contentDigest,
    int items,
    Map<String, Integer> splits,
    Map<String, Map<String, Map<String, Integer>>> labels,
    Map<String, Map<String, Integer>> tones,
    List<SourceCount> sources,
    Map<String, Integer> groups,
    int largestGroup,
    int duplicates,
    int likePairs,
    Map<String, Integer> setAside,
    String splitsBy,
    @Nullable String note,
    List<GateFinding> gate,
    Map<String, String> provenance) {

  /** What one source gave to a version. */
  public record SourceCount(String source, int items, String licence, String consent) {}

  /**
   * What a rule found.
   *
   * @param where the place of the largest or smallest value
   */
  public record GateFinding(
      DatasetGate.Rule rule,
      DatasetGate.Action action,
      boolean passed,
      double found,
      double limit,
      String where) {}

  /** The same with what the rules found. */
  public VersionReport with(List<GateFinding> findings) {
    return new VersionReport(
        contentDigest,
        items,
        splits,
        labels,
        tones,
        sources,
        groups,
        largestGroup,
        duplicates,
        likePairs,
        setAside,
        splitsBy,
        note,
        findings,
        provenance);
  }

  /** Number of items that are set aside. */
  public int asideCount() {
    return setAside.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Share of each label of a head, in a split or, for null, in all. */
  public Map<String, Double> shares(String head, @Nullable String split) {
    Map<String, Double> counts = new LinkedHashMap<>();
    labels
        .getOrDefault(head, Map.of())
        .forEach(
            (label, bySplit) ->
                counts.put(
                    label,
                    split == null
                        ? bySplit.values().stream().mapToDouble(Integer::doubleValue).sum()
                        : bySplit.getOrDefault(split, 0)));
    double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    counts.replaceAll((label, count) -> sum == 0 ? 0 : count / sum);
    return counts;
  }
}
