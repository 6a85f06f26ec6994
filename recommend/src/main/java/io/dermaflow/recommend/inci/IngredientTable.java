package io.dermaflow.recommend.inci;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The versioned table of ingredients: names with synonyms, functions, comedogenic rating and
 * source. Where no name fits, fragments decide ({@code ~retin}: whatever contains it is a
 * retinoid), so that a form nobody has listed is still seen. Immutable.
 */
public final class IngredientTable {

  /** Names the table in a recommendation, beside its digest. */
  public static final String VERSION = "ingredients-1";

  private static final int MOST_COMEDOGENIC = 5;

  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, Ingredient> byName = new HashMap<>();
  private final Map<String, Ingredient> byFragment = new LinkedHashMap<>();
  private final String digest;

  /**
   * @param sources rows {@code key,name,url}
   * @param ingredients rows {@code name,synonyms,alike,functions,comedogenic,source}; lists are
   *     separated by {@code |}; {@code alike} are other ingredients of which the same is true; a
   *     name that starts with {@code ~} is a fragment, with {@code _} for the edge of a word
   * @throws DermaflowException with line and reason when a row cannot be used
   */
  IngredientTable(String sources, String ingredients) {
    for (TableFile.Row row : new TableFile("sources-v1.csv", sources).rows()) {
      Source source = new Source(row.text("key"), row.text("name"), row.text("url"));
      if (this.sources.put(source.key(), source) != null) {
        throw row.wrong("source '" + source.key() + "' is there twice");
      }
    }
    for (TableFile.Row row : new TableFile("ingredients-v1.csv", ingredients).rows()) {
      add(row);
    }
    digest = Digests.sha256(sources + ingredients);
  }

  /** The table that comes with this version. */
  public static IngredientTable bundled() {
    return new IngredientTable(
        TableFile.resource("sources-v1.csv"), TableFile.resource("ingredients-v1.csv"));
  }

  private void add(TableFile.Row row) {
    String source = row.text("source");
    if (!sources.containsKey(source)) {
      throw row.wrong("there is no source '" + source + "'");
    }
    String name = row.text("name");
    if (name.startsWith("~")) {
      String fragment = Names.fragment(name.substring(1));
      byFragment.put(
          fragment,
          new Ingredient(fragment.strip(), List.of(), row.functions(), comedogenic(row), source));
      return;
    }
    List<String> same = new ArrayList<>(List.of(Names.normal(name)));
    row.list("synonyms").forEach(synonym -> same.add(Names.normal(synonym)));
    put(row, same, source);
    for (String alike : row.list("alike")) {
      put(row, List.of(Names.normal(alike)), source);
    }
  }

  private void put(TableFile.Row row, List<String> written, String source) {
    List<String> names = List.copyOf(new LinkedHashSet<>(written));
    Ingredient ingredient =
        new Ingredient(names.get(0), names, row.functions(), comedogenic(row), source);
    for (String name : names) {
      if (byName.put(name, ingredient) != null) {
        throw row.wrong("'" + name + "' is there twice");
      }
    }
  }

  private static int comedogenic(TableFile.Row row) {
    String cell = row.cells().getOrDefault("comedogenic", "").strip();
    if (cell.isEmpty()) {
      return -1;
    }
    if (!cell.matches("[0-" + MOST_COMEDOGENIC + "]")) {
      throw row.wrong("comedogenic '" + cell + "', expected 0 to " + MOST_COMEDOGENIC);
    }
    return Integer.parseInt(cell);
  }

  /** SHA-256 of the rows. */
  public String digest() {
    return digest;
  }

  public Collection<Source> sources() {
    return sources.values();
  }

  /** The ingredient of this name or synonym, however it is written. */
  public Optional<Ingredient> find(String name) {
    return Optional.ofNullable(byName.get(Names.normal(name)));
  }

  /** Exact match of a normal name. */
  Optional<Ingredient> exact(String normalName) {
    return Optional.ofNullable(byName.get(normalName));
  }

  /** Everything that a normal name contains a fragment of. */
  List<Ingredient> byFragment(String normalName) {
    String padded = Names.padded(normalName);
    List<Ingredient> found = new ArrayList<>();
    byFragment.forEach(
        (fragment, ingredient) -> {
          if (padded.contains(fragment)) {
            found.add(ingredient);
          }
        });
    return found;
  }

  /**
   * What a free text such as {@code "tretinoin 0.05% at night"} names: the longest names first,
   * then fragments of what is left.
   */
  public Set<IngredientFunction> functionsIn(String text) {
    Set<IngredientFunction> functions = EnumSet.noneOf(IngredientFunction.class);
    Mentions mentions = new Mentions(Names.normal(text), byName::containsKey);
    mentions.found().forEach(name -> exact(name).ifPresent(i -> functions.addAll(i.functions())));
    byFragment(mentions.rest()).forEach(i -> functions.addAll(i.functions()));
    return functions;
  }
}
