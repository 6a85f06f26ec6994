package io.dermaflow.scheduler;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueDiff;
import io.dermaflow.recommend.CatalogueSource;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Product;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Products of one sealed version, to be read only. */
public class FixedCatalogue implements Catalogue {

  private final CatalogueVersion version;
  private final List<Product> products;

  public FixedCatalogue(int version, List<Product> products, Instant sealedAt) {
    this.version = new CatalogueVersion(version, "d", products.size(), 0, sealedAt);
    this.products = List.copyOf(products);
  }

  @Override
  public int begin(long run, String digest, CatalogueSource source) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public void add(int version, List<Product> products, List<RefusedRow> refused) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public CatalogueVersion seal(int version) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public Optional<CatalogueVersion> findNewest() {
    return Optional.of(version);
  }

  @Override
  public Optional<CatalogueVersion> find(int version) {
    return findNewest();
  }

  @Override
  public List<Product> products(int version) {
    return products;
  }

  @Override
  public List<RefusedRow> refused(int version) {
    return List.of();
  }

  @Override
  public CatalogueDiff diff(int from, int to) {
    throw new UnsupportedOperationException("one version");
  }

  @Override
  public Optional<Product> findProduct(String id) {
    return products.stream().filter(product -> product.id().equals(id)).findFirst();
  }
}
