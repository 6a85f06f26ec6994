package io.dermaflow.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Catalogue} must do. */
public abstract class CatalogueContract {

  private static final List<Product> PRODUCTS = DemoCatalogue.products().subList(0, 3);

  private final Catalogue catalogue = emptyCatalogue();

  protected abstract Catalogue emptyCatalogue();

  private int sealed(long run, List<Product> products) {
    int version = catalogue.begin(run, "digest-" + run);
    catalogue.add(version, products, List.of());
    return catalogue.seal(version).version();
  }

  @Test
  void goesOnWithTheSameVersionInTheSameRun() {
    int version = catalogue.begin(7, "d");
    catalogue.add(version, PRODUCTS, List.of(new Catalogue.RefusedRow(9, "no price")));
    assertThat(catalogue.begin(7, "d")).isEqualTo(version);
    catalogue.add(version, PRODUCTS, List.of(new Catalogue.RefusedRow(9, "no price")));
    CatalogueVersion sealed = catalogue.seal(version);
    assertThat(sealed.products()).isEqualTo(3);
    assertThat(sealed.setAside()).isEqualTo(1);
    assertThat(catalogue.begin(8, "d")).isGreaterThan(version);
  }

  @Test
  void showsAVersionOnlyWhenItIsSealed() {
    assertThat(catalogue.findNewest()).isEmpty();
    int first = sealed(1, PRODUCTS);
    int second = catalogue.begin(2, "d");
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
    int version = catalogue.begin(1, "d");
    assertThatThrownBy(() -> catalogue.seal(version))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("no usable product");
  }
}
