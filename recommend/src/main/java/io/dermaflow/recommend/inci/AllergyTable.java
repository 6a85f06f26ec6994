package io.dermaflow.recommend.inci;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an allergy rules out, however a person puts it: the words themselves, all names of the
 * ingredient that they name, and all members of the family that they name ("nuts", "wangian").
 * Rather too much than too little.
 */
public final class AllergyTable {

  private static final Set<String> NOTHING =
      Set.of("", "none", "no", "nil", "na", "n/a", "nothing", "tiada", "tidak ada", "unknown");
  private static final Set<String> FILLERS =
      Set.copyOf(
          List.of(
              ("allergic allergy allergies to any all the a an products product with containing"
                      + " contain avoid no sensitive ingredients ingredient of my i am have severe"
                      + " mild alahan alergi kepada pada semua terhadap")
                  .split(" ")));
  private static final int SHORT = 4;

  private final IngredientTable table;
  private final Map<String, Family> byName = new HashMap<>();
  private final String digest;

  private record Family(boolean wholeOnly, Set<IngredientFunction> functions, List<String> parts) {}

  /**
   * @param table names of ingredients
   * @param families rows {@code family,names,as,functions,fragments,source}; {@code as} is {@code
   *     word}, or {@code whole} for a name too general to be looked for inside a phrase
   * @throws DermaflowException with line and reason when a row cannot be used
   */
  AllergyTable(IngredientTable table, String families) {
    this.table = table;
    for (TableFile.Row row : new TableFile("allergies-v1.csv", families).rows()) {
      String as = row.text("as");
      if (!as.equals("whole") && !as.equals("word")) {
        throw row.wrong("as '" + as + "', expected word or whole");
      }
      List<String> fragments = row.list("fragments").stream().map(Names::fragment).toList();
      Family family = new Family(as.equals("whole"), row.functions(), fragments);
      if (family.functions().isEmpty() && fragments.isEmpty()) {
        throw row.wrong("neither functions nor fragments");
      }
      for (String name : row.list("names")) {
        // A name may stand for more than one family: all of them count.
        byName.merge(Names.normal(name), family, AllergyTable::both);
      }
    }
    digest = Digests.sha256(families);
  }

  /** The families that come with this version. */
  public static AllergyTable bundled(IngredientTable table) {
    return new AllergyTable(table, TableFile.resource("allergies-v1.csv"));
  }

  private static Family both(Family a, Family b) {
    Set<IngredientFunction> functions = EnumSet.noneOf(IngredientFunction.class);
    functions.addAll(a.functions);
    functions.addAll(b.functions);
    Set<String> parts = new LinkedHashSet<>(a.parts);
    parts.addAll(b.parts);
    return new Family(a.wholeOnly && b.wholeOnly, functions, List.copyOf(parts));
  }

  /** SHA-256 of the rows. */
  public String digest() {
    return digest;
  }

  /**
   * The allergies in a list of answers, each in normal form, sorted and without doubles; answers
   * such as "none" are none.
   */
  public static List<String> said(List<String> answers) {
    Set<String> allergies = new java.util.TreeSet<>();
    for (String answer : answers) {
      for (String part :
          answer.split("(?i)[;+\\n]|,(?!\\d)|(?<!\\d),|\\s+(?:and|dan|or|atau)\\s+")) {
        String normal = Names.normal(part.replace('_', ' '));
        if (!NOTHING.contains(normal)) {
          allergies.add(normal);
        }
      }
    }
    return List.copyOf(allergies);
  }

  /**
   * What one of {@link #said} rules out.
   *
   * @param allergy in normal form
   */
  public Allergen allergen(String allergy) {
    List<String> words = new ArrayList<>(List.of(allergy.split(" ")));
    words.removeIf(FILLERS::contains);
    String core = words.isEmpty() ? allergy : String.join(" ", words);
    Set<IngredientFunction> functions = EnumSet.noneOf(IngredientFunction.class);
    Set<String> fragments = new LinkedHashSet<>();
    fragments.add(asFragment(core));
    fragments.add(asFragment(singular(core)));
    for (String name : List.of(core, singular(core))) {
      Family family = byName.get(name);
      if (family != null) {
        functions.addAll(family.functions());
        fragments.addAll(family.parts());
      }
    }
    Mentions mentions =
        new Mentions(
            core,
            name ->
                wordFamily(name) != null || (table.exact(name).isPresent() && name.length() > 2));
    for (String name : mentions.found()) {
      table
          .exact(name)
          .ifPresent(i -> i.names().forEach(same -> fragments.add(Names.padded(same))));
      Family family = wordFamily(name);
      if (family != null) {
        functions.addAll(family.functions());
        fragments.addAll(family.parts());
      }
    }
    return new Allergen(allergy, functions, List.copyOf(fragments));
  }

  private @Nullable Family wordFamily(String name) {
    Family family = byName.get(name);
    return family == null || family.wholeOnly() ? null : family;
  }

  private static String singular(String name) {
    return name.length() > 3 && name.endsWith("s") && !name.endsWith("ss")
        ? name.substring(0, name.length() - 1)
        : name;
  }

  /**
   * Very short words are looked for at the start of a word only: "oat" is not in "benzoate", nor
   * "rice" in "licorice".
   */
  private static String asFragment(String name) {
    return name.length() <= SHORT ? " " + name : name;
  }
}
