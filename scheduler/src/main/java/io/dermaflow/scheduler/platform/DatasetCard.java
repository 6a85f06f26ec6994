package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.LikeItems;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.VersionReport.GateFinding;
import io.dermaflow.datasets.VersionReport.SourceCount;
import io.dermaflow.datasets.splits.Split;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the card of a dataset version shows: texts and geometry, ready for the template.
 *
 * @param tones null where no source says a skin tone
 * @param sheets for each label some pictures of each split; none where pictures are not shown
 * @param reasons what was set aside when the version was sealed
 * @param aside the first items that are set aside now
 */
public record DatasetCard(
    String title,
    List<Fact> facts,
    List<Check> checks,
    List<String> splits,
    List<Chart> heads,
    @Nullable Chart tones,
    List<SourceCount> sources,
    Chart groups,
    String largestGroup,
    boolean pictures,
    List<Sheet> sheets,
    Sheet duplicates,
    Sheet likePairs,
    Sheet conflicts,
    Chart reasons,
    List<LedgerItem> aside,
    String asideText,
    List<Fact> provenance) {

  /** Most pictures of a label in a split, pairs of a kind, and rows of what is set aside. */
  private static final int TILES = 6;

  private static final int PAIRS = 60;
  private static final int ASIDE = 200;

  /** Pixels from one bar to the next. */
  private static final int ROW = 44;

  private static final List<String> GROUP_SIZES = List.of("1", "2", "3-5", "6-10", "11+");

  /** The Monk Skin Tone scale, lightest first. */
  private static final List<String> MONK =
      List.of(
          "#f6ede4", "#f3e7db", "#f7ead0", "#eadaba", "#d7bd96", "#a07e56", "#825c43", "#604134",
          "#3a312a", "#292420");

  private static final List<String> MONK_NAMES =
      IntStream.rangeClosed(1, MONK.size()).mapToObj(step -> "monk " + step).toList();

  /** A name and its value. */
  public record Fact(String name, String value) {}

  /** What a rule found: {@code verdict} is {@code passed}, {@code warns} or {@code refuses}. */
  public record Check(
      String rule, String key, String found, String place, String limit, String verdict) {}

  /** Horizontal bars; {@code said} is the same in words, {@code height} in pixels. */
  public record Chart(String title, String note, String said, int height, List<Bar> bars) {}

  /**
   * A row of a chart, {@code y} pixels from its top.
   *
   * @param chip colour of the skin tone, or empty
   * @param cells count and share in each split
   */
  public record Bar(
      String name, String chip, int y, String text, List<Part> parts, List<String> cells) {}

  /** A split's part of a bar, in percent of the chart's width. */
  public record Part(String split, String x, String width) {}

  /** A picture; {@code src} is empty where it is not shown. */
  public record Tile(String src, String labels, String key) {}

  /** Pictures side by side. */
  public record Strip(String text, List<Tile> tiles) {}

  /** Strips under a heading or a sentence. */
  public record Sheet(String text, List<Strip> strips) {}

  /**
   * Makes the card of a version.
   *
   * @param items all items of the version
   * @param quarantine what is set aside of the dataset now
   * @param pictureBase URL of our bucket as seen from the page, with a slash at its end, or null
   *     where pictures are not shown
   */
  public static DatasetCard of(
      DatasetVersion version,
      VersionReport report,
      List<VersionItem> items,
      List<LikeItems> duplicates,
      List<LikeItems> likePairs,
      List<LedgerItem> quarantine,
      @Nullable String pictureBase) {
    List<String> splits =
        Arrays.stream(Split.values()).map(Split::key).filter(report.splits()::containsKey).toList();
    Map<String, Labels> labels = new HashMap<>();
    items.forEach(item -> labels.putIfAbsent(item.objectKey(), item.labels()));
    Shots shots = new Shots(pictureBase, labels);
    return new DatasetCard(
        version.id(),
        facts(version, report, splits),
        report.gate().stream().map(DatasetCard::check).toList(),
        splits,
        heads(report, items, splits),
        tones(report, splits),
        report.sources(),
        groups(report),
        cell(report.largestGroup(), report.items()),
        pictureBase != null,
        pictureBase == null ? List.of() : sheets(items, splits, shots),
        pairs(duplicates, report.duplicates(), shots),
        pairs(likePairs, report.likePairs(), shots),
        conflicts(quarantine, shots),
        reasons(report),
        quarantine.stream().limit(ASIDE).toList(),
        shown(quarantine.size(), Math.min(ASIDE, quarantine.size())),
        new TreeMap<>(report.provenance())
            .entrySet().stream().map(e -> new Fact(e.getKey(), e.getValue())).toList());
  }

  private static List<Fact> facts(
      DatasetVersion version, VersionReport report, List<String> splits) {
    String sealed = version.createdAt().truncatedTo(ChronoUnit.SECONDS).toString();
    String sizes =
        splits.stream()
            .map(s -> s + " " + cell(report.splits().getOrDefault(s, 0), report.items()))
            .collect(Collectors.joining(", "));
    return List.of(
        new Fact("Digest", version.digest()),
        new Fact("Content digest", report.contentDigest()),
        new Fact("Sealed at", sealed.replace('T', ' ').replace("Z", " UTC")),
        new Fact("Items", count(version.items())),
        new Fact("Groups", count(version.groups())),
        new Fact("Splits", sizes),
        new Fact("Splits made by", report.splitsBy().equals("SOURCE") ? "the source" : "Dermaflow"),
        new Fact("Note on the splits", Objects.requireNonNullElse(report.note(), "none")));
  }

  private static Check check(GateFinding finding) {
    DatasetGate.Rule rule = finding.rule();
    boolean least = rule == DatasetGate.Rule.MIN_PER_CLASS_AND_SPLIT;
    boolean refuses = finding.action() == DatasetGate.Action.REFUSE;
    return new Check(
        rule.text(),
        rule.key(),
        measured(rule, finding.found()),
        finding.where(),
        (least ? "at least " : "at most ") + measured(rule, finding.limit()),
        finding.passed() ? "passed" : refuses ? "refuses" : "warns");
  }

  private static String measured(DatasetGate.Rule rule, double value) {
    return switch (rule) {
      case MIN_PER_CLASS_AND_SPLIT -> value >= Integer.MAX_VALUE ? "–" : count((long) value);
      case LABEL_SHIFT, SPLIT_SHIFT -> String.format(Locale.ROOT, "%.1f points", 100 * value);
      default -> percent(value);
    };
  }

  private static List<Chart> heads(
      VersionReport report, List<VersionItem> items, List<String> splits) {
    List<Chart> charts = new ArrayList<>();
    for (var head : new TreeMap<>(report.labels()).entrySet()) {
      String prefix = head.getKey() + " ";
      long labelled =
          items.stream()
              .filter(item -> names(item.labels()).stream().anyMatch(n -> n.startsWith(prefix)))
              .count();
      String note =
          "%s of %s items are labelled. Shares are of the labels in the column."
              .formatted(count(labelled), count(items.size()));
      charts.add(chart(words(head.getKey()), note, splits, new TreeMap<>(head.getValue())));
    }
    return charts;
  }

  /** All ten Monk tones where there is one: what is missing shows. */
  private static @Nullable Chart tones(VersionReport report, List<String> splits) {
    if (report.tones().isEmpty()) {
      return null;
    }
    Map<String, Map<String, Integer>> said = new TreeMap<>();
    report.tones().forEach((tone, counts) -> said.put(tone.replace('-', ' '), counts));
    Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
    if (MONK_NAMES.stream().anyMatch(said::containsKey)) {
      MONK_NAMES.forEach(tone -> rows.put(tone, said.getOrDefault(tone, Map.of())));
    }
    said.forEach(rows::putIfAbsent);
    String note = "A source says the tone of %s of %s items. Shares are of these.";
    String counted = note.formatted(count(sum(rows.values())), count(report.items()));
    return chart("skin tone", counted, splits, rows);
  }

  private static Chart groups(VersionReport report) {
    Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
    for (String size : GROUP_SIZES) {
      rows.put("groups of " + size, Map.of("all", report.groups().getOrDefault(size, 0)));
    }
    return chart("groups by size", "", List.of("all"), rows);
  }

  private static Chart reasons(VersionReport report) {
    Map<String, Map<String, Integer>> rows = new TreeMap<>();
    report.setAside().forEach((reason, count) -> rows.put(reason, Map.of("all", count)));
    return chart("set aside by reason", "", List.of("all"), rows);
  }

  /** The longest bar is as wide as the chart. */
  private static Chart chart(
      String title, String note, List<String> splits, Map<String, Map<String, Integer>> rows) {
    int most = rows.values().stream().mapToInt(row -> sum(List.of(row))).max().orElse(0);
    int all = sum(rows.values());
    List<Bar> bars = new ArrayList<>();
    rows.forEach(
        (name, row) -> {
          List<Part> parts = new ArrayList<>();
          List<String> cells = new ArrayList<>();
          int before = 0;
          for (String split : splits) {
            int count = row.getOrDefault(split, 0);
            if (count > 0) {
              parts.add(new Part(split, width(before, most), width(count, most)));
            }
            before += count;
            int column = rows.values().stream().mapToInt(r -> r.getOrDefault(split, 0)).sum();
            cells.add(cell(count, column));
          }
          int tone = MONK_NAMES.indexOf(name);
          String chip = tone < 0 ? "" : MONK.get(tone);
          int y = ROW * bars.size();
          bars.add(new Bar(words(name), chip, y, cell(before, all), parts, cells));
        });
    String said =
        bars.stream().map(b -> b.name() + " " + b.text()).collect(Collectors.joining(", "));
    return new Chart(title, note, title + ": " + said, ROW * bars.size(), bars);
  }

  private static List<Sheet> sheets(List<VersionItem> items, List<String> splits, Shots shots) {
    Map<String, List<VersionItem>> byLabel = new TreeMap<>();
    items.stream()
        .sorted(Comparator.comparing(VersionItem::sha256).thenComparing(VersionItem::key))
        .forEach(
            item ->
                names(item.labels())
                    .forEach(
                        name -> byLabel.computeIfAbsent(name, n -> new ArrayList<>()).add(item)));
    List<Sheet> sheets = new ArrayList<>();
    byLabel.forEach(
        (name, members) ->
            sheets.add(
                new Sheet(
                    words(name),
                    splits.stream().map(split -> strip(split, members, shots)).toList())));
    return sheets;
  }

  /** {@value #TILES} of a split, or fewer, with the same distance between them. */
  private static Strip strip(String split, List<VersionItem> members, Shots shots) {
    List<VersionItem> all = members.stream().filter(i -> i.split().equals(split)).toList();
    int size = Math.min(TILES, all.size());
    List<Tile> tiles =
        IntStream.range(0, size)
            .mapToObj(i -> all.get((int) ((long) i * all.size() / size)))
            .map(item -> shots.of(item.objectKey(), item.labels(), item.key()))
            .toList();
    return new Strip(split + ": " + shown(all.size(), size), tiles);
  }

  private static Sheet pairs(List<LikeItems> found, int counted, Shots shots) {
    List<Strip> strips = found.stream().limit(PAIRS).map(shots::pair).toList();
    return new Sheet(shown(Math.max(counted, found.size()), strips.size()), strips);
  }

  private static Sheet conflicts(List<LedgerItem> quarantine, Shots shots) {
    Map<String, List<Tile>> byDigest = new TreeMap<>();
    quarantine.stream()
        .filter(item -> "CONFLICTING_LABELS".equals(item.reason()) && item.sha256() != null)
        .forEach(
            item ->
                byDigest
                    .computeIfAbsent(String.valueOf(item.sha256()), d -> new ArrayList<>())
                    .add(shots.of(item.objectKey(), item.labels(), item.key())));
    List<Strip> strips = new ArrayList<>();
    byDigest.forEach((digest, tiles) -> strips.add(new Strip(digest, tiles)));
    List<Strip> first = strips.stream().limit(PAIRS).toList();
    return new Sheet(shown(strips.size(), first.size()), first);
  }

  /** Where pictures are, and the labels of their objects. */
  private record Shots(@Nullable String base, Map<String, Labels> labels) {

    Tile of(@Nullable String object, Labels said, String key) {
      return new Tile(src(object), text(said), key);
    }

    Strip pair(LikeItems pair) {
      return new Strip(
          percent(pair.likeness()) + " alike" + (pair.mirrored() ? ", mirrored" : ""),
          List.of(
              of(pair.objectA(), labels.getOrDefault(pair.objectA(), Labels.NONE), pair.keyA()),
              of(pair.objectB(), labels.getOrDefault(pair.objectB(), Labels.NONE), pair.keyB())));
    }

    String src(@Nullable String object) {
      return base == null || object == null
          ? ""
          : base
              + Arrays.stream(object.split("/", -1))
                  .map(s -> URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20"))
                  .collect(Collectors.joining("/"));
    }
  }

  /** {@code head label} of each label, or that there is none. */
  private static List<String> names(Labels labels) {
    List<String> names = new ArrayList<>();
    if (labels.severity() != null) {
      names.add("severity " + labels.severity());
    }
    if (labels.skinType() != null) {
      names.add("skin_type " + labels.skinType());
    }
    Set<String> conditions = labels.conditions();
    if (conditions != null) {
      Set<String> present = conditions.isEmpty() ? Set.of("none") : conditions;
      present.stream().sorted().forEach(condition -> names.add("conditions " + condition));
    }
    if (names.isEmpty()) {
      names.add("no label");
    }
    return names;
  }

  private static String text(Labels labels) {
    return names(labels).stream().map(DatasetCard::words).collect(Collectors.joining(", "));
  }

  private static int sum(Collection<Map<String, Integer>> rows) {
    return rows.stream().flatMap(row -> row.values().stream()).mapToInt(n -> n).sum();
  }

  private static String shown(int all, int shown) {
    return all == 0 ? "None." : "%s in all, %s shown.".formatted(count(all), count(shown));
  }

  private static String cell(int part, int whole) {
    return count(part) + " (" + (whole == 0 ? "–" : percent((double) part / whole)) + ")";
  }

  private static String width(int part, int whole) {
    return String.format(Locale.ROOT, "%.3f%%", 100.0 * part / whole);
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
