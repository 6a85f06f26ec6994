package io.dermaflow.recommend;

import io.dermaflow.recommend.ProductRows.RowException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The catalogue that the demo ships. */
final class DemoCatalogue {

  private DemoCatalogue() {}

  static String text() {
    try (InputStream in =
        Objects.requireNonNull(DemoCatalogue.class.getResourceAsStream("demo-catalogue.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Product> products() {
    List<String> lines = text().lines().toList();
    ProductRows rows = new ProductRows(lines.get(0));
    List<Product> products = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      try {
        products.add(rows.parse(line));
      } catch (RowException e) {
        throw new IllegalStateException(line + ": " + e.getMessage(), e);
      }
    }
    return products;
  }
}
