package io.dermaflow.recommend;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product of the catalogue.
 *
 * @param id stable id, letters, digits and dashes
 * @param brand its brand
 * @param name its name without the brand
 * @param slot what it does in a routine
 * @param price price in RM, or null when it is not known
 * @param ingredients ingredients as the label lists them, lower case
 * @param types skin types it suits; empty where the catalogue does not say
 * @param targets conditions it is for
 * @param flags {@code retinoid aha bha benzoyl_peroxide hydroquinone fragrance essential_oil}
 * @param link where to buy it
 * @param links all places to buy it, {@code link} first
 * @param inci the text of its label, or empty when only key ingredients are known
 * @param listed the price as the shop lists it, or null when it is not known
 * @param image URL of a picture, or null
 * @param rating mean rating, 0 to 5, or null
 * @param makeup what makes it make-up, or null for skincare
 * @param withdrawn whether it must not be recommended any more
 */
public record Product(
    String id,
    String brand,
    String name,
    Slot slot,
    @Nullable Double price,
    List<String> ingredients,
    Set<SkinType> types,
    Set<Condition> targets,
    Set<String> flags,
    String link,
    List<String> links,
    String inci,
    @Nullable ListedPrice listed,
    @Nullable String image,
    @Nullable Double rating,
    @Nullable Makeup makeup,
    boolean withdrawn) {

  public Product {
    ingredients = List.copyOf(ingredients);
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
    targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
    flags = Collections.unmodifiableSet(new LinkedHashSet<>(flags));
    // Rows that were stored before these were known have neither.
    links = links == null ? List.of(link) : List.copyOf(links);
    inci = inci == null ? "" : inci;
  }

  /** A product of which only the essentials are known. */
  public Product(
      String id,
      String brand,
      String name,
      Slot slot,
      double price,
      List<String> ingredients,
      Set<SkinType> types,
      Set<Condition> targets,
      Set<String> flags,
      String link) {
    this(
        id,
        brand,
        name,
        slot,
        price,
        ingredients,
        types,
        targets,
        flags,
        link,
        List.of(link),
        "",
        null,
        null,
        null,
        null,
        false);
  }

  /** Brand and name, as a person calls it. */
  public String title() {
    return brand + " " + name;
  }

  /** The text to read ingredients from: the label, or the key ingredients. */
  public String label() {
    return inci.isEmpty() ? String.join("|", ingredients) : inci;
  }
}
