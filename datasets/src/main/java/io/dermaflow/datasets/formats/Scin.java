package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SCIN (Ward et al., 2024): {@code scin_cases.csv} with up to three pictures a case, and {@code
 * scin_labels.csv} with what dermatologists said of the case. The pictures of a case have one
 * subject. A condition is present when its weight is above 0.5.
 */
final class Scin implements DatasetFormat {

  private static final Pattern CASES = Pattern.compile("(?:.*/)?(?:dataset_)?scin_cases[.]csv");
  private static final Pattern LABELS = Pattern.compile("(?:.*/)?(?:dataset_)?scin_labels[.]csv");
  private static final String CASE = "case_id";
  private static final String WEIGHTED = "weighted_skin_condition_label";
  private static final String NAMED = "dermatologist_skin_condition_on_label_name";
  private static final String CONFIDENCE = "dermatologist_skin_condition_confidence";
  private static final String BODY_PART = "body_parts_";

  private static final List<String> IMAGES =
      List.of("image_1_path", "image_2_path", "image_3_path");

  /** The first of these that states a tone counts. */
  private static final List<String> TONES =
      List.of(
          "monk_skin_tone_label_us",
          "monk_skin_tone_label_india",
          "dermatologist_fitzpatrick_skin_type_label_1",
          "fitzpatrick_skin_type");

  private static final List<String> MORE_TONES =
      List.of(
          "dermatologist_fitzpatrick_skin_type_label_2",
          "dermatologist_fitzpatrick_skin_type_label_3");

  private final LabelTable table;

  Scin(LabelTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "scin";
  }

  @Override
  public boolean recognises(String path) {
    return CASES.matcher(path).matches();
  }

  /**
   * What entries are made from.
   *
   * @param bodyParts columns that name a part of the body
   * @param labels rows of the labels by case
   * @param casesOf cases by picture; more than one where a picture was sent in again
   */
  private record Contents(
      Listing listing,
      FileNames names,
      List<String> bodyParts,
      Map<String, Map<String, String>> labels,
      Map<String, Set<String>> casesOf) {}

  @Override
  public Stream<SourceEntry> read(Source source) {
    Listing listing = Listing.of(source);
    CsvTable cases =
        CsvTable.read(source, only(source, listing, CASES, "scin_cases.csv"), CASE, IMAGES.get(0));
    CsvTable labels =
        CsvTable.read(source, only(source, listing, LABELS, "scin_labels.csv"), CASE, WEIGHTED);
    Contents contents =
        new Contents(
            listing,
            new FileNames(listing),
            cases.header().stream().filter(column -> column.startsWith(BODY_PART)).toList(),
            byCase(labels),
            casesOf(cases));
    Set<String> told = new HashSet<>();
    return cases.stream()
        .flatMap(
            row ->
                images(row.values())
                    .filter(told::add)
                    .map(image -> entry(contents, image, row.values())));
  }

  private static String only(Source source, Listing listing, Pattern pattern, String name) {
    List<String> files = listing.paths().filter(path -> pattern.matcher(path).matches()).toList();
    if (files.size() != 1) {
      throw DermaflowException.usage(
          "Source '%s' has %d files %s: %s".formatted(source.name(), files.size(), name, files),
          "one",
          files.isEmpty() ? "it was not copied" : "one is a copy of another: move it out");
    }
    return files.get(0);
  }

  private static Map<String, Map<String, String>> byCase(CsvTable labels) {
    Map<String, Map<String, String>> byCase = new HashMap<>();
    labels.stream()
        .forEachOrdered(
            row -> {
              String id = row.values().getOrDefault(CASE, "");
              if (byCase.put(id, row.values()) != null) {
                throw DermaflowException.usage(
                    "Line %d of the labels has case_id %s again".formatted(row.line(), id),
                    "one row a case",
                    "two releases were joined");
              }
            });
    return byCase;
  }

  private static Map<String, Set<String>> casesOf(CsvTable cases) {
    Map<String, Set<String>> casesOf = new HashMap<>();
    cases.stream()
        .map(Rows.Row::values)
        .forEachOrdered(
            row ->
                images(row)
                    .forEach(
                        image ->
                            casesOf
                                .computeIfAbsent(image, i -> new TreeSet<>())
                                .add(row.getOrDefault(CASE, ""))));
    return casesOf;
  }

  private static Stream<String> images(Map<String, String> row) {
    return IMAGES.stream().flatMap(column -> Stream.ofNullable(row.get(column)));
  }

  private SourceEntry entry(Contents contents, String image, Map<String, String> row) {
    String id = row.getOrDefault(CASE, "");
    Map<String, String> all = new HashMap<>(contents.labels().getOrDefault(id, Map.of()));
    all.putAll(row);
    Said said = new Said();
    Labels labels = conditions(all.get(WEIGHTED), said);
    annotate(contents, all, said);
    Set<String> cases = contents.casesOf().getOrDefault(image, Set.of());
    if (cases.size() > 1) {
      said.unknown(CASE + " " + String.join(" and ", cases));
    }
    return new SourceEntry(
        contents.listing().object(place(contents, image)),
        labels,
        "scin:" + id,
        null,
        null,
        said.unknown(),
        said.details(tone(all).orElse(null), null, null, null));
  }

  /** As the case says, or anywhere by the name of the file. */
  private static String place(Contents contents, String image) {
    if (contents.listing().contains(image)) {
      return image;
    }
    return contents.names().find(Pictures.name(image)).stream().findFirst().orElse(image);
  }

  private Labels conditions(@Nullable String weighted, Said said) {
    if (weighted == null) {
      said.unknown("no label");
      return Labels.NONE;
    }
    Optional<Map<String, Double>> weights = PythonLiteral.dictionary(weighted);
    if (weights.isEmpty()) {
      said.add(WEIGHTED, Said.CONDITION, weighted);
      said.unknown(WEIGHTED + " is no dictionary of weights");
      return Labels.NONE;
    }
    Set<String> present = new TreeSet<>();
    weights
        .get()
        .forEach(
            (name, weight) -> {
              said.add(WEIGHTED, Said.CONDITION, name + " " + weight);
              if (weight > 0.5) {
                table.findValue("conditions", name).ifPresent(present::add);
              }
            });
    if (present.isEmpty()) {
      said.unknown(top(weights.get()));
      return Labels.NONE;
    }
    return new Labels(null, null, present);
  }

  /** Why there is no condition: the heaviest, with its weight where that is not above 0.5. */
  private static String top(Map<String, Double> weights) {
    if (weights.isEmpty()) {
      return "no label";
    }
    Map.Entry<String, Double> top =
        Collections.max(weights.entrySet(), Map.Entry.comparingByValue());
    return top.getValue() > 0.5 ? top.getKey() : top.getKey() + " " + top.getValue();
  }

  private static void annotate(Contents contents, Map<String, String> row, Said said) {
    names(row, said);
    TONES.forEach(column -> said.add(column, Said.TONE, row.get(column)));
    MORE_TONES.forEach(column -> said.add(column, Said.TONE, row.get(column)));
    said.add("related_category", "category", row.get("related_category"));
    contents.bodyParts().forEach(column -> said.add(column, "body_part", row.get(column)));
  }

  /** The dermatologists' own names, each with its confidence where there is one a name. */
  private static void names(Map<String, String> row, Said said) {
    String stated = row.get(NAMED);
    if (stated == null) {
      return;
    }
    List<String> names = PythonLiteral.list(stated).orElse(List.of(stated));
    List<String> confidences =
        PythonLiteral.list(row.getOrDefault(CONFIDENCE, "")).orElse(List.of());
    for (int i = 0; i < names.size(); i++) {
      boolean rated = confidences.size() == names.size();
      said.add(
          NAMED, Said.CONDITION, rated ? names.get(i) + " " + confidences.get(i) : names.get(i));
    }
  }

  private static Optional<String> tone(Map<String, String> row) {
    return TONES.stream()
        .flatMap(
            column -> {
              String stated = row.getOrDefault(column, "");
              return column.startsWith("monk")
                  ? Tones.step(Tones.MONK, stated).stream()
                  : Tones.find(stated).stream();
            })
        .findFirst();
  }
}
