package io.dermaflow.recommend.interactions;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Product;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Products of the newest catalogue, read once a version. */
final class ProductIds implements KnownIds {

  private final Catalogue catalogue;
  private volatile Kept kept = new Kept(0, Set.of());

  private record Kept(int version, Set<String> ids) {}

  ProductIds(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Set<String> among(Collection<String> ids) {
    Optional<CatalogueVersion> newest = catalogue.findNewest();
    if (newest.isEmpty()) {
      return Set.of();
    }
    int version = newest.get().version();
    Kept now = kept;
    if (now.version() != version) {
      now =
          new Kept(
              version,
              catalogue.products(version).stream().map(Product::id).collect(Collectors.toSet()));
      kept = now;
    }
    Set<String> known = new HashSet<>(ids);
    known.retainAll(now.ids());
    return known;
  }
}
