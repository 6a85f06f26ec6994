package io.dermaflow.recommend.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Checks recommendations from the raw text of a catalogue and the raw survey, product by product.
 * It knows nothing of the parser, the tables, the rules or the ranker, and it finds ingredients in
 * its own way: by regular expressions over the raw cells.
 */
final class BruteForceChecker {

  private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

  static {
    kind("retinoid", "retin|adapalene|tazarotene");
    kind("hydroquinone", "(?<!butyl)hydroquinone");
    kind("bpo", "benzoyl peroxide");
    kind("aha", "glycolic|lactic acid|mandelic|malic acid|tartaric|\\baha\\b|fruit acid");
    kind(
        "bha",
        "(?<!benzyl )(?<!amyl )(?<!hexyl )(?<!methyl )(?<!octyl )salicyl(?!aldehyde)|\\bbha\\b|willow");
    kind("pha", "gluconolactone|lactobionic|\\bpha\\b");
    kind("azelaic", "azela");
    kind("sulfur", "\\bsulfur\\b|\\bsulphur\\b");
    kind("vitamin c", "ascorb|vitamin c\\b");
    kind("niacinamide", "niacinamide|nicotinamide");
    kind("other active", "tranexam|arbutin|kojic|thiamidol|resorcinol|bakuchiol|peptide|matrixyl");
    kind(
        "scent",
        "parfum|fragrance|perfume|linalool|limonene|citronell|geraniol|benzyl (salicylate|benzoate|alcohol)|coumarin");
    kind(
        "essential oil",
        "(lavandula|lavender|citrus|melaleuca|tea tree|mentha|eucalyptus|rosa damascena)[^,|]* oil|essential[ _]oil|rosa damascena");
    kind(
        "harsh",
        "alcohol denat|sodium laureth sulfate|sodium lauryl sulfate|menthol|witch hazel|hamamelis|tea tree leaf oil|melaleuca[^,|]* oil");
  }

  private static final List<String> ACTIVES =
      List.of(
          "retinoid",
          "hydroquinone",
          "bpo",
          "aha",
          "bha",
          "pha",
          "azelaic",
          "sulfur",
          "vitamin c",
          "niacinamide",
          "other active");

  private static final Map<String, String> ALLERGENS = new HashMap<>();

  static {
    ALLERGENS.put("niacinamide", "niacinamide|nicotinamide");
    ALLERGENS.put(
        "fragrance",
        "parfum|fragrance|perfume|linalool|limonene|essential|lavandula|peel oil|melaleuca[^,]* oil|benzyl salicylate");
    ALLERGENS.put("wangian", ALLERGENS.get("fragrance"));
    ALLERGENS.put("nuts", "almond|amygdalus|walnut|juglans|macadamia|hazelnut|arachis|peanut");
    ALLERGENS.put("kacang", ALLERGENS.get("nuts"));
    ALLERGENS.put("salicylic acid", "salicylic|betaine salicylate");
    ALLERGENS.put("parabens", "paraben");
    ALLERGENS.put("lanolin", "lanolin");
    ALLERGENS.put("coconut", "coconut|cocos");
    ALLERGENS.put("soy", "soja|soybean|\\bsoy");
    ALLERGENS.put("aloe vera", "aloe");
    ALLERGENS.put("tea tree oil", "melaleuca|tea tree");
    ALLERGENS.put("alcohol", "alcohol");
    ALLERGENS.put("retinol", "retinol|vitamin a\\b");
    ALLERGENS.put("zinc", "\\bzinc");
    ALLERGENS.put("centella asiatica", "centella");
    ALLERGENS.put(
        "essential oils", "lavandula[^,|]* oil|peel oil|melaleuca[^,|]* oil|tea tree leaf oil");
    ALLERGENS.put("vitamin c", "ascorb|vitamin c\\b");
    ALLERGENS.put("oats", "avena|\\boat\\b");
    ALLERGENS.put("propolis", "propolis");
    ALLERGENS.put("sulfates", "sulfate");
    ALLERGENS.put("shea butter", "shea|butyrospermum");
    ALLERGENS.put("linalool", "linalool");
    ALLERGENS.put("propylene glycol", "propylene glycol");
    ALLERGENS.put("green tea", "camellia|green tea");
    ALLERGENS.put("silicones", "dimethicone|siloxane");
    ALLERGENS.put("hyaluronic acid", "hyaluron");
    ALLERGENS.put("panthenol", "panthenol");
    ALLERGENS.put("citrus", "citrus|orange|lemon");
  }

  private static void kind(String name, String regex) {
    KINDS.put(name, Pattern.compile(regex));
  }

  /** A product as the file writes it. */
  private record Raw(
      String id,
      String slot,
      double ringgit,
      String everything,
      boolean withdrawn,
      Set<String> kinds) {

    boolean has(String... wanted) {
      for (String kind : wanted) {
        if (kinds.contains(kind)) {
          return true;
        }
      }
      return false;
    }

    boolean leaveOn() {
      return !slot.equals("cleanse");
    }
  }

  /**
   * What matters of a person, as the raw survey and picture have it.
   *
   * @param type the type that counts
   * @param severity as seen
   * @param stale whether the picture is too old
   */
  record Asked(
      String type,
      String severity,
      List<String> allergies,
      List<String> actives,
      String budget,
      boolean pregnant,
      int age,
      boolean stale) {}

  private final Map<String, Raw> products = new LinkedHashMap<>();
  private final Map<String, Set<String>> allergic = new ConcurrentHashMap<>();

  /**
   * @param csv a catalogue in our format
   */
  BruteForceChecker(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> header = cells(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      List<String> cells = cells(line);
      for (int c = 0; c < header.size(); c++) {
        row.put(header.get(c), cells.get(c));
      }
      add(row);
    }
  }

  private void add(Map<String, String> row) {
    String everything =
        (row.get("name") + " , " + row.get("ingredients") + " , " + row.get("flags"))
            .toLowerCase(Locale.ROOT)
            .replace('_', ' ');
    Set<String> kinds = new HashSet<>();
    KINDS.forEach(
        (name, pattern) -> {
          if (pattern.matcher(everything).find()) {
            kinds.add(name);
          }
        });
    double price = Double.parseDouble(row.getOrDefault("price_rm", row.get("price")));
    double rate = "USD".equals(row.get("currency")) ? 4.1 : 1;
    products.put(
        row.get("id"),
        new Raw(
            row.get("id"),
            row.get("slot"),
            Math.round(price * rate * 100) / 100.0,
            everything,
            "true".equals(row.get("withdrawn")),
            kinds));
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean inside = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        inside = !inside;
      } else if (c == ',' && !inside) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** Everything that is wrong with these products for this person. */
  List<String> wrong(Asked person, List<String> chosen) {
    List<String> wrong = new ArrayList<>();
    if (chosen.size() > 3 || new HashSet<>(chosen).size() != chosen.size()) {
      wrong.add("not up to three distinct products: " + chosen);
    }
    for (String id : chosen) {
      String why = unsafe(person, products.get(id));
      if (!why.isEmpty()) {
        wrong.add(id + ": " + why);
      }
    }
    for (int a = 0; a < chosen.size(); a++) {
      for (int b = a + 1; b < chosen.size(); b++) {
        if (clash(products.get(chosen.get(a)), products.get(chosen.get(b)))) {
          wrong.add(chosen.get(a) + " and " + chosen.get(b) + " do not go together");
        }
      }
    }
    if (chosen.size() < 3 && person.allergies().isEmpty()) {
      larger(person, chosen.size() + 1)
          .ifPresent(set -> wrong.add("only " + chosen + " though there is " + set));
    }
    return wrong;
  }

  private String unsafe(Asked person, Raw p) {
    if (p.slot().equals("makeup")) {
      return "make-up among the three";
    }
    if (p.withdrawn()) {
      return "withdrawn";
    }
    for (String allergy : person.allergies()) {
      if (allergic(allergy).contains(p.id())) {
        return "allergic to " + allergy;
      }
    }
    if (person.pregnant() && (p.has("retinoid", "hydroquinone") || strongSalicylic(p))) {
      return "pregnant";
    }
    boolean active = ACTIVES.stream().anyMatch(p::has);
    if (active && person.age() >= 0 && person.age() < 12) {
      return "a child";
    }
    if (active && person.stale()) {
      return "the picture is stale";
    }
    if (person.severity().equals("VERY_SEVERE")
        && (active || p.has("scent", "essential oil", "harsh"))) {
      return "very severe";
    }
    if (person.type().equals("SENSITIVE")
        && (p.has(
                "retinoid",
                "hydroquinone",
                "bpo",
                "aha",
                "sulfur",
                "scent",
                "essential oil",
                "harsh")
            || strongSalicylic(p))) {
      return "sensitive";
    }
    return overBudget(person.budget(), p.ringgit()) ? "budget" : clashes(person, p);
  }

  /** What stays on the skin is strong unless it stands behind what is kept at 1 %. */
  private static boolean strongSalicylic(Raw p) {
    if (!p.has("bha") || !p.leaveOn()) {
      return false;
    }
    int marker = p.everything().indexOf("phenoxyethanol");
    int parabens = p.everything().indexOf("paraben");
    int first = marker < 0 ? parabens : parabens < 0 ? marker : Math.min(marker, parabens);
    var matcher = KINDS.get("bha").matcher(p.everything());
    while (matcher.find()) {
      String around = p.everything().substring(matcher.start());
      boolean onePercent = around.split("[,|]", 2)[0].matches(".* 1%");
      if (!onePercent && (first < 0 || matcher.start() < first)) {
        return true;
      }
      if (around.split("[,|]", 2)[0].matches(".* ([2-9]|10)%")) {
        return true;
      }
    }
    return false;
  }

  private static boolean overBudget(String budget, double ringgit) {
    return switch (budget) {
      case "<RM50" -> ringgit >= 50;
      case "RM50-150" -> ringgit > 150;
      default -> false;
    };
  }

  private static String clashes(Asked person, Raw p) {
    for (String used : person.actives()) {
      String kind = used(used);
      boolean acid = kind.equals("acid");
      if (kind.equals("retinoid") && p.has("retinoid", "aha", "bha", "pha", "bpo")
          || acid && p.has("retinoid", "aha", "bha", "pha")
          || kind.equals("bpo") && p.has("retinoid", "hydroquinone")
          || kind.equals("hydroquinone") && p.has("bpo")) {
        return "uses " + used;
      }
    }
    return "";
  }

  private static String used(String active) {
    if (active.matches(".*(retin|adapalene).*")) {
      return "retinoid";
    }
    if (active.matches(".*(salicylic|glycolic|\\baha\\b|\\bbha\\b|lactic).*")) {
      return "acid";
    }
    return active.equals("benzoyl peroxide") ? "bpo" : active;
  }

  private static boolean clash(Raw a, Raw b) {
    return oneWay(a, b) || oneWay(b, a);
  }

  private static boolean oneWay(Raw a, Raw b) {
    return a.has("retinoid") && b.has("retinoid", "aha", "bha", "pha", "bpo")
        || a.has("hydroquinone") && b.has("bpo");
  }

  private Set<String> allergic(String allergy) {
    return allergic.computeIfAbsent(
        allergy.toLowerCase(Locale.ROOT),
        name -> {
          String regex = ALLERGENS.get(name);
          if (regex == null) {
            throw new IllegalArgumentException("the checker does not know '" + name + "'");
          }
          Pattern pattern = Pattern.compile(regex);
          Set<String> ids = new HashSet<>();
          products
              .values()
              .forEach(
                  p -> {
                    if (pattern.matcher(p.everything()).find()) {
                      ids.add(p.id());
                    }
                  });
          return ids;
        });
  }

  /** Some set of that size that is safe and goes together. */
  private java.util.Optional<List<String>> larger(Asked person, int size) {
    List<Raw> safe =
        products.values().stream()
            .filter(p -> !p.slot().equals("makeup") && unsafe(person, p).isEmpty())
            .toList();
    return extend(safe, new ArrayList<>(), 0, size);
  }

  private static java.util.Optional<List<String>> extend(
      List<Raw> safe, List<Raw> set, int from, int size) {
    if (set.size() == size) {
      return java.util.Optional.of(set.stream().map(Raw::id).toList());
    }
    for (int i = from; i < safe.size(); i++) {
      Raw next = safe.get(i);
      if (set.stream().noneMatch(p -> clash(p, next))) {
        set.add(next);
        var found = extend(safe, set, i + 1, size);
        if (found.isPresent()) {
          return found;
        }
        set.remove(set.size() - 1);
      }
    }
    return java.util.Optional.empty();
  }
}
