package io.dermaflow.recommend.importing;

import io.dermaflow.ids.Digests;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Makeup;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.InciReading;
import io.dermaflow.recommend.inci.Listed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a product of a row's cells by field. */
final class ProductReader {

  private static final Set<String> FLAGS =
      Set.of(
          "retinoid",
          "aha",
          "bha",
          "benzoyl_peroxide",
          "hydroquinone",
          "fragrance",
          "essential_oil");
  private static final int LONGEST_ID = 80;
  private static final int LONGEST_NAME = 300;
  private static final double BEST = 5;

  private final CatalogueFormat format;
  private final Map<String, String> columns;
  private final InciReader inci;
  private final Prices prices;

  ProductReader(ColumnMapping mapping, InciReader inci, Rates rates) {
    this.format = mapping.format();
    this.columns = mapping.fields();
    this.inci = inci;
    this.prices = new Prices(rates);
  }

  /**
   * @param row cell by field; a field without a column has none
   */
  Product read(Map<Field, String> row) throws RowException {
    String brand = name(row, Field.BRAND);
    String name = name(row, Field.NAME);
    String title = brand + " " + name;
    Makeup makeup = makeup(row);
    Slot slot = makeup != null ? Slot.MAKEUP : slot(row, title);
    Prices.Price price = price(row);
    String label = label(row);
    List<String> links = links(row, title);
    return new Product(
        id(row, title),
        brand,
        name,
        slot,
        price == null ? null : price.ringgit(),
        ingredients(label),
        types(row),
        targets(row),
        flags(row),
        links.get(0),
        links,
        label.indexOf('|') >= 0 ? "" : label,
        price == null ? null : price.listed(),
        image(row),
        rating(row),
        makeup,
        withdrawn(row));
  }

  private String column(Field field) {
    return columns.getOrDefault(field.label(), field.label());
  }

  private static String cell(Map<Field, String> row, Field field) {
    return row.getOrDefault(field, "").strip();
  }

  private String text(Map<Field, String> row, Field field) throws RowException {
    String value = cell(row, field);
    if (value.isEmpty()) {
      throw new RowException("column " + column(field) + " is empty");
    }
    return value;
  }

  private String name(Map<Field, String> row, Field field) throws RowException {
    String value = text(row, field).replaceAll("\\s+", " ");
    if (value.length() > LONGEST_NAME) {
      throw new RowException(
          "%s of %d characters, at most %d".formatted(column(field), value.length(), LONGEST_NAME));
    }
    return value;
  }

  private String id(Map<Field, String> row, String title) throws RowException {
    if (!columns.containsKey(Field.ID.label())) {
      return slug(title);
    }
    String id = text(row, Field.ID);
    if (format != CatalogueFormat.DERMAFLOW) {
      id = slug(id);
    }
    if (!id.matches("[a-z0-9-]{1," + LONGEST_ID + "}")) {
      throw new RowException(
          "id '" + RowException.shorten(id) + "', expected lower-case letters, digits and dashes");
    }
    return id;
  }

  /** The title in letters, digits and dashes; with a digest where that loses something. */
  private static String slug(String title) {
    String plain =
        Normalizer.normalize(title, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    boolean lost = plain.codePoints().anyMatch(c -> c > 127 && Character.isLetter(c));
    if (slug.length() <= LONGEST_ID && !lost && !slug.isEmpty()) {
      return slug;
    }
    String head = slug.substring(0, Math.min(60, slug.length()));
    return (head.isEmpty() ? "product" : head) + "-" + Digests.sha256(plain).substring(0, 12);
  }

  private Slot slot(Map<Field, String> row, String title) throws RowException {
    if (format == CatalogueFormat.DERMAFLOW) {
      return one(Slot.class, text(row, Field.SLOT));
    }
    String type = text(row, Field.TYPE);
    String department = cell(row, Field.CATEGORY);
    boolean ours = department.isEmpty() || isCare(department);
    if (ours) {
      Optional<Slot> slot = ShopWords.findSlot(type);
      if (slot.isEmpty() && isCare(department + " " + type)) {
        slot = ShopWords.findSlot(title);
      }
      if (slot.isPresent()) {
        return slot.get();
      }
    }
    throw new RowException(
        "%s '%s' is neither skincare nor make-up that is known"
            .formatted(
                column(ours ? Field.TYPE : Field.CATEGORY),
                RowException.shorten(ours ? type : department)));
  }

  private static boolean isCare(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.contains("skin") || lower.contains("face");
  }

  private @Nullable Makeup makeup(Map<Field, String> row) throws RowException {
    if (format == CatalogueFormat.DERMAFLOW) {
      if (!cell(row, Field.SLOT).equalsIgnoreCase(Slot.MAKEUP.name())) {
        return null;
      }
      return new Makeup(
          one(Makeup.Kind.class, text(row, Field.KIND)), Shades.parse(list(row, Field.SHADES)));
    }
    return ShopWords.findKind(cell(row, Field.TYPE))
        .map(kind -> new Makeup(kind, List.of()))
        .orElse(null);
  }

  private Prices.@Nullable Price price(Map<Field, String> row) throws RowException {
    String text = cell(row, Field.PRICE);
    if (text.isEmpty()) {
      if (format == CatalogueFormat.DERMAFLOW) {
        throw new RowException("column " + column(Field.PRICE) + " is empty");
      }
      return null;
    }
    return prices.parse(column(Field.PRICE), text, cell(row, Field.CURRENCY), format.currency());
  }

  /** The text of the label; a list literal such as {@code ['a, b', 'c']} is unpacked. */
  private String label(Map<Field, String> row) throws RowException {
    String text = text(row, Field.INGREDIENTS);
    if (text.startsWith("[") && text.endsWith("]")) {
      text =
          text.substring(1, text.length() - 1)
              .replaceAll("^\\s*['\"]|['\"]\\s*$", "")
              .replaceAll("['\"]\\s*,\\s*['\"]", ", ");
    }
    return text;
  }

  private List<String> ingredients(String label) throws RowException {
    InciReading reading = inci.read(label);
    if (reading instanceof InciReading.Understood understood) {
      return understood.ingredients().listed().stream()
          .map(Listed::text)
          .map(name -> name.toLowerCase(Locale.ROOT))
          .distinct()
          .toList();
    }
    throw new RowException(((InciReading.Refused) reading).reason());
  }

  private Set<SkinType> types(Map<Field, String> row) throws RowException {
    if (format == CatalogueFormat.DERMAFLOW) {
      return many(SkinType.class, list(row, Field.TYPES));
    }
    Set<SkinType> types = EnumSet.noneOf(SkinType.class);
    types.addAll(ShopWords.types(cell(row, Field.TARGETS)));
    Map<Field, SkinType> marks =
        Map.of(
            Field.COMBINATION, SkinType.COMBINATION,
            Field.DRY, SkinType.DRY,
            Field.NORMAL, SkinType.NORMAL,
            Field.OILY, SkinType.OILY,
            Field.SENSITIVE, SkinType.SENSITIVE);
    marks.forEach(
        (field, type) -> {
          if (cell(row, field).replace(";", "").equals("1")) {
            types.add(type);
          }
        });
    return types;
  }

  private Set<Condition> targets(Map<Field, String> row) throws RowException {
    return format == CatalogueFormat.DERMAFLOW
        ? many(Condition.class, list(row, Field.TARGETS))
        : ShopWords.conditions(cell(row, Field.TARGETS));
  }

  private static Set<String> flags(Map<Field, String> row) throws RowException {
    List<String> flags = list(row, Field.FLAGS);
    for (String flag : flags) {
      if (!FLAGS.contains(flag)) {
        throw new RowException(
            "flag '"
                + RowException.shorten(flag)
                + "', expected some of "
                + FLAGS.stream().sorted().toList());
      }
    }
    return Set.copyOf(flags);
  }

  private List<String> links(Map<Field, String> row, String title) throws RowException {
    List<String> links = list(row, Field.LINK);
    for (String link : links) {
      requireWeb("link", link);
    }
    return links.isEmpty()
        ? List.of(
            "https://shopee.com.my/search?keyword="
                + URLEncoder.encode(title, StandardCharsets.UTF_8))
        : links;
  }

  private static @Nullable String image(Map<Field, String> row) throws RowException {
    String image = cell(row, Field.IMAGE);
    if (image.isEmpty()) {
      return null;
    }
    requireWeb("image", image);
    return image;
  }

  private static void requireWeb(String what, String link) throws RowException {
    try {
      URI uri = URI.create(link);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new RowException(
        what + " '" + RowException.shorten(link) + "', expected https://… or http://…");
  }

  private @Nullable Double rating(Map<Field, String> row) throws RowException {
    String text = cell(row, Field.RATING);
    if (text.isEmpty()) {
      return null;
    }
    try {
      double rating = Double.parseDouble(text);
      if (rating >= 0 && rating <= BEST) {
        return rating;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new RowException(
        column(Field.RATING) + " '" + RowException.shorten(text) + "', expected 0 to 5");
  }

  private boolean withdrawn(Map<Field, String> row) throws RowException {
    return switch (cell(row, Field.WITHDRAWN).toLowerCase(Locale.ROOT)) {
      case "", "false", "no", "0" -> false;
      case "true", "yes", "1" -> true;
      default ->
          throw new RowException(
              "withdrawn '"
                  + RowException.shorten(cell(row, Field.WITHDRAWN))
                  + "', expected true or false");
    };
  }

  private static List<String> list(Map<Field, String> row, Field field) {
    return Arrays.stream(cell(row, field).split("\\|"))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static <E extends Enum<E>> E one(Class<E> type, String text) throws RowException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new RowException(
        "'%s', expected one of %s"
            .formatted(RowException.shorten(text), Arrays.toString(type.getEnumConstants())));
  }

  private static <E extends Enum<E>> Set<E> many(Class<E> type, List<String> texts)
      throws RowException {
    Set<E> found = EnumSet.noneOf(type);
    for (String text : texts) {
      found.add(one(type, text));
    }
    return found;
  }
}
