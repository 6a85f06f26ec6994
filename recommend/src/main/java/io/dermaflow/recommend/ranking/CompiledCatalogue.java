package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Budget;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.inci.Allergen;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.inci.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue version as arrays and bit sets, made once and then only read. Products stand in the
 * order of their slots, then of their ids, whatever the order they came in. Thread safe.
 */
public final class CompiledCatalogue {

  private static final int MOST_ALLERGENS = 10_000;

  private final CatalogueVersion version;
  private final Knowledge knowledge;
  private final Labelled[] items;
  private final int[] slotStart = new int[Slot.values().length + 1];
  private final Map<String, Integer> byId = new HashMap<>();
  private final Map<String, Integer> byTitle = new HashMap<>();
  private final ProductVectors vectors;
  private final Map<IngredientFunction, long[]> byFunction;
  private final List<Entry> entries;
  private final Map<String, long[]> byAllergy = new ConcurrentHashMap<>();
  private final long[][] byBudget = new long[Budget.values().length][];
  private final long[] withdrawn;
  private final long[] skincare;

  /** An entry of labels with the products on whose label it stands. */
  private record Entry(Listed listed, List<Integer> products) {}

  /**
   * @throws IllegalArgumentException when an id is there twice
   */
  public CompiledCatalogue(CatalogueVersion version, List<Product> products, Knowledge knowledge) {
    this.version = version;
    this.knowledge = knowledge;
    InciReader reader = new InciReader(knowledge.ingredients());
    items =
        products.stream()
            .sorted(Comparator.comparing(Product::slot).thenComparing(Product::id))
            .map(product -> Labelled.of(product, knowledge.ingredients(), reader))
            .toArray(Labelled[]::new);
    index();
    vectors = new ProductVectors(items, knowledge.weights());
    byFunction = byFunction();
    entries = entries();
    for (Budget budget : Budget.values()) {
      byBudget[budget.ordinal()] = Bits.of(items.length, i -> !budget.allows(product(i).price()));
    }
    withdrawn = Bits.of(items.length, i -> product(i).withdrawn());
    skincare = Bits.of(items.length, i -> product(i).slot() != Slot.MAKEUP);
  }

  private void index() {
    for (int i = 0; i < items.length; i++) {
      Product product = items[i].product();
      if (byId.put(product.id(), i) != null) {
        throw new IllegalArgumentException("product '" + product.id() + "' is there twice");
      }
      byTitle.putIfAbsent(product.title().toLowerCase(Locale.ROOT), i);
      slotStart[product.slot().ordinal() + 1] = i + 1;
    }
    for (int s = 1; s < slotStart.length; s++) {
      slotStart[s] = Math.max(slotStart[s], slotStart[s - 1]);
    }
  }

  private Map<IngredientFunction, long[]> byFunction() {
    Map<IngredientFunction, long[]> bits = new java.util.EnumMap<>(IngredientFunction.class);
    for (IngredientFunction function : IngredientFunction.values()) {
      bits.put(function, Bits.of(items.length, i -> items[i].ingredients().has(function)));
    }
    return bits;
  }

  private List<Entry> entries() {
    Map<String, Entry> byText = new LinkedHashMap<>();
    for (int i = 0; i < items.length; i++) {
      for (Listed listed : items[i].ingredients().listed()) {
        byText
            .computeIfAbsent(listed.text(), text -> new Entry(listed, new ArrayList<>()))
            .products()
            .add(i);
      }
    }
    return List.copyOf(byText.values());
  }

  public CatalogueVersion version() {
    return version;
  }

  public Knowledge knowledge() {
    return knowledge;
  }

  public int size() {
    return items.length;
  }

  public Product product(int i) {
    return items[i].product();
  }

  public Labelled labelled(int i) {
    return items[i];
  }

  /** Index of a product by its id, or else by its title, or −1. */
  int find(String idOrTitle) {
    Integer found = byId.get(idOrTitle);
    if (found == null) {
      found = byTitle.get(idOrTitle.toLowerCase(Locale.ROOT));
    }
    return found == null ? -1 : found;
  }

  /** Index of the first product of a slot. */
  public int from(Slot slot) {
    return slotStart[slot.ordinal()];
  }

  /** Index behind the last product of a slot. */
  public int to(Slot slot) {
    return slotStart[slot.ordinal() + 1];
  }

  ProductVectors vectors() {
    return vectors;
  }

  /** Products with an ingredient that does one of these. */
  long[] containing(Set<IngredientFunction> functions) {
    long[] bits = Bits.none(items.length);
    functions.forEach(f -> Bits.add(bits, Objects.requireNonNull(byFunction.get(f))));
    return bits;
  }

  /** Products over a budget. */
  long[] over(Budget budget) {
    return byBudget[budget.ordinal()];
  }

  long[] withdrawn() {
    return withdrawn;
  }

  long[] skincare() {
    return skincare;
  }

  /** Products with one of these ids. */
  long[] withIds(Set<String> ids) {
    long[] bits = Bits.none(items.length);
    for (String id : ids) {
      Integer i = byId.get(id);
      if (i != null) {
        Bits.set(bits, i);
      }
    }
    return bits;
  }

  /**
   * Products that an allergy rules out: by an entry of the label, a flag, or the title.
   *
   * @param allergy in the form of {@link io.dermaflow.recommend.inci.AllergyTable#said}
   */
  long[] ruledOutBy(String allergy) {
    long[] known = byAllergy.get(allergy);
    if (known == null) {
      known = ruledOut(knowledge.allergies().allergen(allergy));
      if (byAllergy.size() >= MOST_ALLERGENS) {
        byAllergy.clear();
      }
      byAllergy.put(allergy, known);
    }
    return known;
  }

  private long[] ruledOut(Allergen allergen) {
    long[] bits =
        Bits.of(
            items.length,
            i ->
                allergen.matches(items[i].ingredients().functions().keySet())
                    || allergen.matchesTitle(product(i).title()));
    for (Entry entry : entries) {
      if (allergen.matches(entry.listed())) {
        entry.products().forEach(i -> Bits.set(bits, i));
      }
    }
    return bits;
  }

  /** The function of a product that does most for a condition, or null when none does. */
  public @Nullable IngredientFunction helper(int product, Condition condition) {
    return vectors.helper[condition.ordinal()][product];
  }

  /** Needs of nobody: an array with a place for each condition. */
  static float[] noNeeds() {
    return new float[Condition.values().length];
  }

  /** Column of a skin type; the last one is for an unknown type. */
  static int column(@Nullable SkinType type) {
    return type == null ? SkinType.values().length : type.ordinal();
  }
}
