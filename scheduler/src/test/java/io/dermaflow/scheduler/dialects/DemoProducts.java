package io.dermaflow.scheduler.dialects;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueDiff;
import io.dermaflow.recommend.CatalogueSource;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.importing.CatalogueFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.IngredientTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The catalogue of the demo, sealed as version 1. */
public final class DemoProducts implements Catalogue {

  private static final List<Product> PRODUCTS = read();

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

  @Override
  public int begin(long run, String digest, CatalogueSource source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(int version, List<Product> products, List<RefusedRow> refused) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CatalogueVersion seal(int version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CatalogueVersion> findNewest() {
    return find(1);
  }

  @Override
  public Optional<CatalogueVersion> find(int version) {
    return Optional.of(new CatalogueVersion(1, "d", PRODUCTS.size(), 0, Instant.EPOCH));
  }

  @Override
  public List<Product> products(int version) {
    return PRODUCTS;
  }

  @Override
  public List<RefusedRow> refused(int version) {
    return List.of();
  }

  @Override
  public CatalogueDiff diff(int from, int to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Product> findProduct(String id) {
    return PRODUCTS.stream().filter(product -> product.id().equals(id)).findFirst();
  }
}
