package io.dermaflow.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Catalogue} must do. */
public abstract class CatalogueContract {

  private static final List<Product> PRODUCTS = DemoCatalogue.products().subList(0, 3);

  private static final CatalogueSource SOURCE =
      new CatalogueSource("DERMAFLOW", Map.of("name", "Name"), List.of("Country"));

  private final Catalogue catalogue = emptyCatalogue();

  protected abstract Catalogue emptyCatalogue();

  private int sealed(long run, List<Product> products) {
    int version = catalogue.begin(run, "digest-" + run, SOURCE);
    catalogue.add(version, products, List.of());
    return catalogue.seal(version).version();
  }

  @Test
  void goesOnWithTheSameVersionInTheSameRun() {
    int version = catalogue.begin(7, "d", SOURCE);
    catalogue.add(version, PRODUCTS, List.of(new Catalogue.RefusedRow(9, "no price")));
    assertThat(catalogue.begin(7, "d", SOURCE)).isEqualTo(version);
    catalogue.add(version, PRODUCTS, List.of(new Catalogue.RefusedRow(9, "no price")));
    CatalogueVersion sealed = catalogue.seal(version);
    assertThat(sealed.products()).isEqualTo(3);
    assertThat(sealed.setAside()).isEqualTo(1);
    assertThat(catalogue.begin(8, "d", SOURCE)).isGreaterThan(version);
  }

  @Test
  void showsAVersionOnlyWhenItIsSealed() {
    assertThat(catalogue.findNewest()).isEmpty();
    int first = sealed(1, PRODUCTS);
    int second = catalogue.begin(2, "d", SOURCE);
    catalogue.add(second, PRODUCTS.subList(0, 1), List.of());
    assertThat(catalogue.findNewest().orElseThrow().version()).isEqualTo(first);
    catalogue.seal(second);
    assertThat(catalogue.findNewest().orElseThrow().version()).isEqualTo(second);
  }

  @Test
  void readsBackWhatWasAddedInOrderOfTheIds() {
    int version = sealed(1, PRODUCTS);
    assertThat(catalogue.products(version))
        .containsExactlyInAnyOrderElementsOf(PRODUCTS)
        .isSortedAccordingTo(java.util.Comparator.comparing(Product::id));
  }

  @Test
  void findsAProductInTheNewestVersionOnly() {
    sealed(1, PRODUCTS);
    sealed(2, PRODUCTS.subList(0, 1));
    assertThat(catalogue.findProduct(PRODUCTS.get(0).id())).contains(PRODUCTS.get(0));
    assertThat(catalogue.findProduct(PRODUCTS.get(1).id())).isEmpty();
  }

  @Test
  void refusesAVersionWithoutAProduct() {
    int version = catalogue.begin(1, "d", SOURCE);
    assertThatThrownBy(() -> catalogue.seal(version))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("no usable product");
  }

  @Test
  void keepsTheColumnsItWasTakenFrom() {
    int version = sealed(1, PRODUCTS);
    assertThat(catalogue.findNewest().orElseThrow().source()).isEqualTo(SOURCE);
    assertThat(catalogue.find(version).orElseThrow().digest()).isEqualTo("digest-1");
    assertThat(catalogue.find(version + 1)).isEmpty();
  }

  @Test
  void givesRefusedRowsInTheOrderOfTheFile() {
    int version = catalogue.begin(1, "d", SOURCE);
    List<Catalogue.RefusedRow> refused =
        List.of(new Catalogue.RefusedRow(12, "no price"), new Catalogue.RefusedRow(3, "no name"));
    catalogue.add(version, PRODUCTS, refused);
    assertThat(catalogue.refused(version)).containsExactly(refused.get(1), refused.get(0));
  }

  @Test
  void tellsWhatAVersionChanges() {
    Product changed = withdrawn(PRODUCTS.get(0));
    int first = sealed(1, PRODUCTS.subList(0, 2));
    int second = sealed(2, List.of(changed, PRODUCTS.get(2)));
    assertThat(catalogue.diff(first, second))
        .isEqualTo(
            new CatalogueDiff(
                List.of(PRODUCTS.get(2).id()),
                List.of(PRODUCTS.get(1).id()),
                List.of(changed.id()),
                0));
    assertThat(catalogue.diff(first, first).same()).isEqualTo(2);
  }

  private static Product withdrawn(Product p) {
    return new Product(
        p.id(),
        p.brand(),
        p.name(),
        p.slot(),
        p.price(),
        p.ingredients(),
        p.types(),
        p.targets(),
        p.flags(),
        p.link(),
        p.links(),
        p.inci(),
        p.listed(),
        p.image(),
        p.rating(),
        p.makeup(),
        true);
  }
}
