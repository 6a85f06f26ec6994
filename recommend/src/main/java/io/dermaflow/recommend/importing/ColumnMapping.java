package io.dermaflow.recommend.importing;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.CatalogueSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which column of a file each field of a product is taken from, for everybody to see.
 *
 * @param format the format that the columns fit
 * @param fields column by field
 * @param unused columns that nothing is taken from
 */
public record ColumnMapping(
    CatalogueFormat format, Map<String, String> fields, List<String> unused) {

  /**
   * The mapping for these columns; upper and lower case are the same.
   *
   * @throws DermaflowException (usage) when no format fits
   */
  public static ColumnMapping of(List<String> columns) {
    Map<String, String> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.putIfAbsent(key(column), column));
    for (CatalogueFormat format : CatalogueFormat.values()) {
      Map<Field, String> found = new EnumMap<>(Field.class);
      format
          .columns()
          .forEach(
              (field, names) ->
                  names.stream()
                      .filter(byName::containsKey)
                      .findFirst()
                      .ifPresent(name -> found.put(field, name)));
      if (found.keySet().containsAll(format.required())) {
        return of(format, found, byName);
      }
    }
    throw DermaflowException.usage(
        "The catalogue's header is " + columns,
        "the columns of one of "
            + List.of(CatalogueFormat.values()).stream()
                .map(format -> format + " " + expected(format))
                .collect(Collectors.joining("; ")),
        "the file is of another format, or its first line is missing");
  }

  private static ColumnMapping of(
      CatalogueFormat format, Map<Field, String> found, Map<String, String> byName) {
    Map<String, String> fields = new LinkedHashMap<>();
    found.forEach((field, name) -> fields.put(field.label(), byName.getOrDefault(name, name)));
    List<String> unused = new ArrayList<>(byName.values());
    unused.removeAll(fields.values());
    unused.removeIf(String::isBlank);
    return new ColumnMapping(format, fields, unused);
  }

  /** The mapping as a catalogue version keeps it. */
  public CatalogueSource source() {
    return new CatalogueSource(format.name(), fields, unused);
  }

  private static Set<String> expected(CatalogueFormat format) {
    Set<String> names = new TreeSet<>();
    Map<Field, List<String>> columns = format.columns();
    format
        .required()
        .forEach(field -> names.add(columns.getOrDefault(field, List.of(field.label())).get(0)));
    return names;
  }

  /** A column as it is compared: some exports leave a mark at the front or a separator behind. */
  static String key(String column) {
    return column.replace("\uFEFF", "").replaceAll("[;\\s]+$", "").strip().toLowerCase(Locale.ROOT);
  }
}
