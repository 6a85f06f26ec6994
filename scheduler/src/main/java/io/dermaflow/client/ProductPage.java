package io.dermaflow.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Products of the newest catalogue, by id.
 *
 * @param next the id after which the next page begins, or null on the last one
 */
record ProductPage(int catalogueVersion, List<Product> products, @Nullable String next) {

  ProductPage {
    products = Values.list(products);
  }
}
