package io.dermaflow.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of the catalogue.
 *
 * @param slot what it does in a routine, e.g. {@code cleanser}
 * @param priceRm price in RM, or null when it is not known
 * @param listed the price as the shop lists it, or null
 * @param inci the text of its label, or null
 * @param types skin types it suits; empty where nothing is said
 * @param targets conditions it is for
 * @param links all places to buy it, {@code link} first
 * @param image a URL; one that begins with {@code /} is of the platform
 * @param rating mean rating, 0..5, or null
 * @param makeup what makes it make-up, or null for skincare
 * @param withdrawn whether it is not recommended any more
 */
public record Product(
    String id,
    String brand,
    String name,
    String title,
    String slot,
    @Nullable Double priceRm,
    @Nullable ListedPrice listed,
    List<String> ingredients,
    @Nullable String inci,
    List<String> types,
    List<String> targets,
    List<String> flags,
    String link,
    List<String> links,
    String image,
    @Nullable Double rating,
    @Nullable Makeup makeup,
    boolean withdrawn) {

  public Product {
    ingredients = Values.list(ingredients);
    types = Values.list(types);
    targets = Values.list(targets);
    flags = Values.list(flags);
    links = Values.list(links);
  }

  /**
   * A price as the shop lists it.
   *
   * @param currency ISO 4217 code
   * @param rateOf date of the rate by which it was converted to ringgit
   */
  public record ListedPrice(double amount, String currency, String rateOf) {}

  /**
   * What makes a product make-up.
   *
   * @param kind e.g. {@code foundation}
   */
  public record Makeup(String kind, List<Shade> shades) {

    public Makeup {
      shades = Values.list(shades);
    }
  }

  /**
   * A shade.
   *
   * @param monkFrom lightest tone of the Monk scale it suits
   * @param monkTo darkest tone it suits
   * @param colour {@code #RRGGBB}, or empty
   */
  public record Shade(String name, int monkFrom, int monkTo, String undertone, String colour) {}
}
