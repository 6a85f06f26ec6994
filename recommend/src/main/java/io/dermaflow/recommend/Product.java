package io.dermaflow.recommend;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import java.util.List;
import java.util.Set;

/**
 * A product of the catalogue.
 *
 * @param id stable id, letters, digits and dashes
 * @param brand its brand
 * @param name its name without the brand
 * @param slot what it does in a routine
 * @param price price in RM
 * @param ingredients key ingredients by INCI name, lower case
 * @param types skin types it suits
 * @param targets conditions it is for
 * @param flags {@code retinoid aha bha benzoyl_peroxide hydroquinone fragrance essential_oil}
 * @param link where to buy it
 */
public record Product(
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

  /** Brand and name, as a person calls it. */
  public String title() {
    return brand + " " + name;
  }
}
