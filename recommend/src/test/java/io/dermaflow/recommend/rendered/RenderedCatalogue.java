package io.dermaflow.recommend.rendered;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Catalogues of any size that look like real ones: whole labels in the order of concentration, now
 * and then only key ingredients, a hundred brands, prices of every band. The same seed gives the
 * same text.
 */
public final class RenderedCatalogue {

  /** First line of the text. */
  public static final String HEADER =
      "id,brand,name,slot,price,currency,ingredients,types,targets,flags,link,rating,kind,shades,withdrawn";

  private static final String[] SLOTS = {"cleanse", "treat", "moisturise", "protect"};
  private static final String[] NAMES = {"Cleanser", "Serum", "Cream", "Sun Fluid SPF 50"};
  private static final String[] WORDS = {
    "Pure", "Daily", "Calm", "Clear", "Bright", "Deep", "Soft", "Fresh", "Total", "Night"
  };
  private static final String[] TYPES = {
    "oily", "dry", "normal", "combination", "wrinkly", "sensitive"
  };
  private static final String[] TARGETS = {
    "acne",
    "blackheads",
    "wrinkles",
    "dullness",
    "redness",
    "dehydration",
    "hyperpigmentation",
    "uneven_texture"
  };
  private static final String[] BASES = {
    "Glycerin",
    "Butylene Glycol",
    "Propanediol",
    "Dimethicone",
    "Squalane",
    "Cetearyl Alcohol",
    "Caprylic/Capric Triglyceride",
    "Butyrospermum Parkii (Shea) Butter",
    "Isopropyl Myristate",
    "Helianthus Annuus (Sunflower) Seed Oil",
    "Alcohol Denat.",
    "Coco-Glucoside",
    "Cocamidopropyl Betaine",
    "Sodium Laureth Sulfate",
    "Betaine",
    "1,2-Hexanediol",
    "Lanolin",
    "Prunus Amygdalus Dulcis (Sweet Almond) Oil",
    "Cocos Nucifera (Coconut) Oil",
    "Propylene Glycol"
  };
  private static final String[] ACTIVES = {
    "Salicylic Acid",
    "Betaine Salicylate",
    "Glycolic Acid",
    "Lactic Acid",
    "Mandelic Acid",
    "Gluconolactone",
    "Benzoyl Peroxide",
    "Retinol",
    "Retinyl Palmitate",
    "Retinal",
    "Hydroxypinacolone Retinoate",
    "Hydroquinone",
    "Azelaic Acid",
    "Niacinamide",
    "Nicotinamide",
    "Ascorbic Acid (Vitamin C)",
    "Sodium Ascorbyl Phosphate",
    "Ascorbyl Glucoside",
    "Tranexamic Acid",
    "Alpha-Arbutin",
    "Sulfur",
    "Ceramide NP",
    "Sodium Hyaluronate",
    "Panthenol",
    "Allantoin",
    "Centella Asiatica Extract",
    "Madecassoside",
    "Zinc PCA",
    "Camellia Sinensis (Green Tea) Leaf Extract",
    "Aloe Barbadensis Leaf Juice",
    "Tocopherol",
    "Avena Sativa (Oat) Kernel Extract",
    "Propolis Extract",
    "Palmitoyl Tripeptide-1",
    "Bakuchiol",
    "Kaolin",
    "Glycine Soja (Soybean) Oil"
  };
  private static final String[] FILTERS = {
    "Zinc Oxide",
    "Titanium Dioxide (CI 77891)",
    "Ethylhexyl Methoxycinnamate",
    "Octocrylene",
    "Bis-Ethylhexyloxyphenol Methoxyphenyl Triazine"
  };
  private static final String[] TAILS = {
    "Xanthan Gum",
    "Carbomer",
    "Citric Acid",
    "Disodium EDTA",
    "Sodium Benzoate",
    "Methylparaben",
    "Parfum (Fragrance)",
    "Linalool",
    "Limonene",
    "Citrus Aurantium Dulcis (Orange) Peel Oil",
    "Lavandula Angustifolia (Lavender) Oil",
    "Melaleuca Alternifolia (Tea Tree) Leaf Oil",
    "Menthol",
    "Benzyl Salicylate",
    "Hamamelis Virginiana (Witch Hazel) Water",
    "Juglans Regia (Walnut) Shell Powder"
  };

  private final SplittableRandom random;

  private RenderedCatalogue(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A catalogue in our format; one row in ten is make-up. */
  public static String csv(int products, long seed) {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < products; i++) {
      csv.append(new RenderedCatalogue(seed * 1_000_003 + i).row(i)).append('\n');
    }
    return csv.toString();
  }

  private String row(int i) {
    boolean makeup = i % 10 == 9;
    int slot = random.nextInt(SLOTS.length);
    boolean keyOnly = random.nextInt(10) == 0;
    List<String> ingredients = ingredients(slot, makeup, keyOnly);
    String label = keyOnly ? String.join("|", ingredients) : String.join(", ", ingredients);
    String name = one(WORDS) + " " + (makeup ? "Tint" : NAMES[slot]) + " " + i;
    String currency = random.nextInt(8) == 0 ? "USD" : "MYR";
    double price = Math.rint(Math.exp(2.7 + 1.6 * random.nextDouble()) * 100) / 100;
    return String.join(
        ",",
        String.format(Locale.ROOT, "p%06d", i),
        "Brand " + random.nextInt(100),
        name,
        makeup ? "makeup" : SLOTS[slot],
        Double.toString(currency.equals("USD") ? price / 2 : price),
        currency,
        '"' + label + '"',
        some(TYPES, 3),
        makeup ? "" : some(TARGETS, 2),
        "",
        "https://shop.example/p" + i,
        Double.toString(1 + random.nextInt(9) / 2.0),
        makeup ? one("foundation", "lipstick", "eyeshadow", "corrector") : "",
        makeup ? shades() : "",
        random.nextInt(100) == 0 ? "true" : "");
  }

  private List<String> ingredients(int slot, boolean makeup, boolean keyOnly) {
    Set<String> ingredients = new LinkedHashSet<>();
    if (keyOnly) {
      for (int k = 0; k < 3; k++) {
        ingredients.add(one(ACTIVES).toLowerCase(Locale.ROOT));
      }
      return new ArrayList<>(ingredients);
    }
    ingredients.add(random.nextBoolean() ? "Water" : "Aqua/Water/Eau");
    for (int b = 0; b < 3 + random.nextInt(5); b++) {
      ingredients.add(one(BASES));
    }
    for (int a = makeup ? 3 : 0; a < 4 && random.nextInt(5) > 0; a++) {
      String percent = random.nextInt(8) == 0 ? " " + (1 + random.nextInt(10)) + "%" : "";
      ingredients.add(one(ACTIVES) + percent);
    }
    for (int f = 0; slot == 3 && f < 3; f++) {
      ingredients.add(one(FILTERS));
    }
    if (random.nextInt(3) > 0) {
      ingredients.add("Phenoxyethanol");
    }
    if (random.nextInt(4) == 0) {
      ingredients.add(one(ACTIVES));
    }
    for (int t = 0; t < 2 + random.nextInt(4); t++) {
      ingredients.add(one(TAILS));
    }
    return new ArrayList<>(ingredients);
  }

  private String shades() {
    List<String> shades = new ArrayList<>();
    for (int s = 0; s < 6; s++) {
      int monk = 1 + random.nextInt(10);
      shades.add(
          "Shade "
              + s
              + ":"
              + monk
              + "-"
              + Math.min(10, monk + 2)
              + ":"
              + one("cool", "warm", "any"));
    }
    return String.join("|", shades);
  }

  private String some(String[] of, int most) {
    Set<String> some = new LinkedHashSet<>();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      some.add(one(of));
    }
    return String.join("|", some);
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }
}
