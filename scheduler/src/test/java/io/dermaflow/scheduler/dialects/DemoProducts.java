package io.dermaflow.scheduler.dialects;

import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.importing.CatalogueFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.IngredientTable;
import io.dermaflow.scheduler.FixedCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The catalogue of the demo, sealed as version 1. */
public final class DemoProducts extends FixedCatalogue {

  public DemoProducts() {
    super(1, read(), Instant.EPOCH);
  }

  private static List<Product> read() {
    List<Product> products = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(Recommender.class.getResourceAsStream("demo-catalogue.csv"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      InciReader inci = new InciReader(IngredientTable.bundled());
      try (CatalogueFile file =
          new CatalogueFile("demo", new StringReader(text), inci, Rates.bundled())) {
        for (CatalogueFile.Row row = file.read(); row != null; row = file.read()) {
          products.add(Objects.requireNonNull(row.product(), row.reason()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return products;
  }
}
