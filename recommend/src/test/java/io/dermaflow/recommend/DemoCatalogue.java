package io.dermaflow.recommend;

import io.dermaflow.recommend.importing.CatalogueFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.IngredientTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The catalogue that the demo ships. */
public final class DemoCatalogue {

  private DemoCatalogue() {}

  public static String text() {
    try (InputStream in =
        Objects.requireNonNull(DemoCatalogue.class.getResourceAsStream("demo-catalogue.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public static List<Product> products() {
    return products(text());
  }

  /** Products of a text, all of whose rows can be used. */
  public static List<Product> products(String text) {
    List<Product> products = new ArrayList<>();
    InciReader inci = new InciReader(IngredientTable.bundled());
    try (CatalogueFile file =
        new CatalogueFile("catalogue", new StringReader(text), inci, Rates.bundled())) {
      for (CatalogueFile.Row row = file.read(); row != null; row = file.read()) {
        if (row.product() == null) {
          throw new IllegalStateException("line " + row.line() + ": " + row.reason());
        }
        products.add(row.product());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return products;
  }
}
