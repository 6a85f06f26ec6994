package io.dermaflow.recommend;

import io.dermaflow.datasets.Csv;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads rows of our catalogue format, CSV with a header. */
public final class ProductRows {

  private static final List<String> REQUIRED =
      List.of(
          "id", "brand", "name", "slot", "price_rm", "ingredients", "types", "targets", "flags");

  private static final Set<String> FLAGS =
      Set.of(
          "retinoid",
          "aha",
          "bha",
          "benzoyl_peroxide",
          "hydroquinone",
          "fragrance",
          "essential_oil");

  private final List<String> header;

  /**
   * @throws DermaflowException when a column is missing
   */
  public ProductRows(String headerLine) {
    header = Csv.split(headerLine.replace("\uFEFF", "").strip());
    for (String column : REQUIRED) {
      if (!header.contains(column)) {
        throw DermaflowException.usage(
            "The catalogue's header is " + header,
            "columns " + REQUIRED + " and optionally link",
            "the file is of another format, or its first line is missing");
      }
    }
  }

  /** A row that cannot be used; the message names the value and what was expected. */
  public static final class RowException extends Exception {
    RowException(String message) {
      super(message);
    }
  }

  public Product parse(String line) throws RowException {
    List<String> cells = Csv.split(line);
    if (cells.size() != header.size()) {
      throw new RowException(cells.size() + " cells, expected " + header.size());
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(header.get(i), cells.get(i).strip());
    }
    String id = text(row, "id");
    if (!id.matches("[a-z0-9-]{1,80}")) {
      throw new RowException("id '" + id + "', expected lower-case letters, digits and dashes");
    }
    String brand = text(row, "brand");
    String name = text(row, "name");
    String link = row.getOrDefault("link", "");
    if (link.isEmpty()) {
      link =
          "https://shopee.com.my/search?keyword="
              + URLEncoder.encode(brand + " " + name, StandardCharsets.UTF_8);
    }
    if (!link.startsWith("https://")) {
      throw new RowException("link '" + link + "', expected https://…");
    }
    return new Product(
        id,
        brand,
        name,
        one(Slot.class, text(row, "slot")),
        price(text(row, "price_rm")),
        list(row, "ingredients").stream().map(i -> i.toLowerCase(Locale.ROOT)).toList(),
        many(SkinType.class, list(row, "types")),
        many(Condition.class, list(row, "targets")),
        flags(list(row, "flags")),
        link);
  }

  private static String text(Map<String, String> row, String column) throws RowException {
    String value = row.getOrDefault(column, "");
    if (value.isEmpty()) {
      throw new RowException("column " + column + " is empty");
    }
    return value;
  }

  private static List<String> list(Map<String, String> row, String column) {
    String value = row.getOrDefault(column, "");
    return Arrays.stream(value.split("\\|")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static double price(String text) throws RowException {
    try {
      double price = Double.parseDouble(text);
      if (price > 0 && price < 100_000) {
        return price;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new RowException("price_rm '" + text + "', expected a positive number");
  }

  private static <E extends Enum<E>> E one(Class<E> type, String text) throws RowException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new RowException(
        "'" + text + "', expected one of " + Arrays.toString(type.getEnumConstants()));
  }

  private static <E extends Enum<E>> Set<E> many(Class<E> type, List<String> texts)
      throws RowException {
    Set<E> found = new LinkedHashSet<>();
    for (String text : texts) {
      found.add(one(type, text));
    }
    return found;
  }

  private static Set<String> flags(List<String> texts) throws RowException {
    for (String text : texts) {
      if (!FLAGS.contains(text)) {
        throw new RowException(
            "flag '" + text + "', expected some of " + FLAGS.stream().sorted().toList());
      }
    }
    return new LinkedHashSet<>(texts);
  }
}
