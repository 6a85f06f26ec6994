package io.dermaflow.recommend.inci;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads ingredient lists as labels and shops write them: commas inside brackets and numbers, {@code
 * (and)}, {@code /} and brackets for synonyms, percentages, footnotes, "may contain". What it
 * cannot rely on it refuses: a text that is no list, or one in another language. Thread safe.
 */
public final class InciReader {

  /** No label is longer. */
  public static final int MOST_CHARACTERS = 10_000;

  private static final Pattern PERCENT =
      Pattern.compile("[(\\[]?\\s*(\\d{1,3}(?:[.,]\\d{1,4})?)\\s*%\\s*(?:w/w|w/v|v/v)?\\s*[)\\]]?");
  private static final Pattern BRACKET = Pattern.compile("[(\\[{]([^()\\[\\]{}]*)[)\\]}]");
  private static final Pattern NO_LIST =
      Pattern.compile(
          "(?i)#name\\?|#n/?a|n/?a|none|null|nan|unknown|no info.*|not (?:available|specified).*"
              + "|see (?:the )?(?:pack|label|box|product).*|visit the .*|please .*|-+|\\.+|tba");
  private static final double LEAST_KNOWN = 0.2;
  private static final int LONG_ENTRY_WORDS = 7;
  private static final double MOST_LONG_ENTRIES = 0.15;
  private static final int MOST_REMEMBERED = 50_000;

  private final IngredientTable table;

  /** The same entries stand on most labels. */
  private final Map<String, List<Ingredient>> resolved = new ConcurrentHashMap<>();

  public InciReader(IngredientTable table) {
    this.table = table;
  }

  /** Reads a text; never throws. */
  public InciReading read(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return new InciReading.Refused("no ingredients");
    }
    if (trimmed.length() > MOST_CHARACTERS) {
      return new InciReading.Refused(
          "ingredients of %d characters, at most %d".formatted(trimmed.length(), MOST_CHARACTERS));
    }
    if (NO_LIST.matcher(trimmed).matches()) {
      return new InciReading.Refused("'" + shorten(trimmed) + "' is no list of ingredients");
    }
    boolean complete = !LabelText.isKeyList(trimmed);
    LabelText.Parts parts = LabelText.parts(trimmed);
    List<Listed> listed = new ArrayList<>();
    boolean behind = add(parts.sure(), listed, false, false);
    add(parts.possible(), listed, behind, true);
    if (listed.isEmpty()) {
      return new InciReading.Refused("'" + shorten(trimmed) + "' is no list of ingredients");
    }
    var other = LabelLanguage.findOther(trimmed, listed);
    if (other.isPresent()) {
      return new InciReading.Refused(other.get());
    }
    Ingredients ingredients = Ingredients.of(listed, complete);
    if (trimmed.indexOf('|') < 0
        && (ingredients.knownShare() < LEAST_KNOWN || longEntries(listed) > MOST_LONG_ENTRIES)) {
      return new InciReading.Refused(
          "'" + shorten(trimmed) + "' is a text, or a list of what nobody knows");
    }
    return new InciReading.Understood(ingredients);
  }

  private boolean add(
      List<String> entries, List<Listed> listed, boolean behindMarker, boolean mayContain) {
    boolean behind = behindMarker;
    int position = 0;
    for (String entry : entries) {
      position++;
      boolean marker = false;
      for (String part : withInner(entry)) {
        Listed read = entry(part, position, behind, mayContain);
        listed.add(read);
        marker |=
            read.known().stream()
                .anyMatch(i -> i.functions().contains(IngredientFunction.LIMITED_TO_ONE_PERCENT));
      }
      behind |= marker;
    }
    return behind;
  }

  /** An entry and, where its brackets hold a list, what they hold. */
  private static List<String> withInner(String entry) {
    List<String> parts = new ArrayList<>(List.of(entry));
    Matcher bracket = BRACKET.matcher(entry);
    while (bracket.find()) {
      List<String> inner = LabelText.parts(bracket.group(1)).sure();
      if (inner.size() > 1) {
        parts.addAll(inner);
      }
    }
    return parts;
  }

  private Listed entry(String text, int position, boolean behindMarker, boolean mayContain) {
    Double percent = percent(text);
    String plain = PERCENT.matcher(text).replaceAll(" ").strip();
    if (plain.isEmpty()) {
      plain = text;
    }
    boolean limited = behindMarker && percent == null;
    return new Listed(
        text,
        Names.normal(plain),
        position,
        Strength.at(position, percent, limited, mayContain),
        mayContain,
        remembered(plain));
  }

  private List<Ingredient> remembered(String text) {
    List<Ingredient> known = resolved.get(text);
    if (known == null) {
      known = resolve(text);
      if (resolved.size() < MOST_REMEMBERED) {
        resolved.put(text, known);
      }
    }
    return known;
  }

  private static @Nullable Double percent(String text) {
    Matcher matcher = PERCENT.matcher(text);
    return matcher.find() ? Double.valueOf(matcher.group(1).replace(',', '.')) : null;
  }

  /**
   * The whole name; else each of: the name without brackets, the bracket at its end (a synonym),
   * and their parts between slashes, by name and where that fails by fragment.
   */
  private List<Ingredient> resolve(String text) {
    String flat = Names.normal(text);
    Set<Ingredient> known = new LinkedHashSet<>();
    table.exact(flat).ifPresent(known::add);
    String outside = Names.normal(BRACKET.matcher(text).replaceAll(" "));
    if (known.isEmpty()) {
      resolve(outside, known);
    }
    Matcher bracket = BRACKET.matcher(text);
    while (bracket.find()) {
      if (bracket.end() == text.length()) {
        resolve(Names.normal(bracket.group(1)), known);
      }
    }
    if (known.isEmpty()) {
      known.addAll(table.byFragment(flat));
    }
    return List.copyOf(known);
  }

  private void resolve(String name, Set<Ingredient> known) {
    var whole = table.exact(name);
    if (whole.isPresent()) {
      known.add(whole.get());
      return;
    }
    for (String part : name.split("/")) {
      table
          .exact(part.strip())
          .ifPresentOrElse(known::add, () -> known.addAll(table.byFragment(part.strip())));
    }
  }

  /** Share of entries that are sentences rather than names. */
  private static double longEntries(List<Listed> listed) {
    return listed.stream()
            .filter(entry -> entry.label().split("[ /]").length > LONG_ENTRY_WORDS)
            .filter(entry -> entry.text().indexOf('(') < 0)
            .count()
        / (double) listed.size();
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
