package io.dermaflow.scheduler.web;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Makeup;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.ProductPicture;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The newest catalogue. */
@RestController
public final class ProductsController {

  private static final int LISTED = 100;
  private static final int MOST_LISTED = 1_000;

  private final Catalogue catalogue;
  private final Access access;
  private volatile Version newest = new Version(0, List.of());

  /** Products of a version that may be recommended, in id order. */
  private record Version(int number, List<Product> products) {}

  public ProductsController(Catalogue catalogue, Access access) {
    this.catalogue = catalogue;
    this.access = access;
  }

  @GetMapping(path = "/v1/products", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    access.require(Scope.READ);
    int limit = Replies.limit(request.getParameterValues("limit"), LISTED, MOST_LISTED);
    String after = Optional.ofNullable(request.getParameter("after")).orElse("");
    if (!after.isEmpty() && !Ids.isProduct(after)) {
      throw Problem.invalid("after", after, Ids.PRODUCT);
    }
    Version version = version();
    List<Product> page =
        version.products().stream()
            .filter(product -> product.id().compareTo(after) > 0)
            .limit(limit + 1L)
            .toList();
    boolean more = page.size() > limit;
    List<Product> shown = more ? page.subList(0, limit) : page;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalogue_version", version.number());
    answer.put("products", shown.stream().map(ProductsController::view).toList());
    if (more) {
      answer.put("next", shown.get(limit - 1).id());
    }
    return Replies.tagged(answer);
  }

  private Version version() {
    int number = catalogue.findNewest().map(CatalogueVersion::version).orElse(0);
    Version known = newest;
    if (known.number() == number) {
      return known;
    }
    List<Product> products =
        catalogue.products(number).stream()
            .filter(product -> !product.withdrawn())
            .sorted(java.util.Comparator.comparing(Product::id))
            .toList();
    Version read = new Version(number, products);
    newest = read;
    return read;
  }

  @GetMapping(path = "/v1/products/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> find(@PathVariable String id) {
    access.require(Scope.READ);
    return Replies.tagged(view(product(id)));
  }

  /** A drawn picture of a product. */
  @GetMapping("/products/{id}.svg")
  ResponseEntity<byte[]> picture(@PathVariable String id) {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("image/svg+xml"))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)))
        .body(ProductPicture.svg(product(id)).getBytes(StandardCharsets.UTF_8));
  }

  private Product product(String id) {
    if (!Ids.isProduct(id)) {
      throw Problem.invalid("id", id, Ids.PRODUCT);
    }
    return catalogue
        .findProduct(id)
        .orElseThrow(() -> Problem.notFound("There is no product '" + id + "'"));
  }

  private static Map<String, @Nullable Object> view(Product product) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", product.id());
    view.put("brand", product.brand());
    view.put("name", product.name());
    view.put("title", product.title());
    view.put("slot", lower(product.slot()));
    view.put("price_rm", product.price());
    view.put("listed", product.listed());
    view.put("ingredients", product.ingredients());
    view.put("inci", product.inci().isEmpty() ? null : product.inci());
    view.put("types", product.types());
    view.put("targets", product.targets());
    view.put("flags", product.flags());
    view.put("link", product.link());
    view.put("links", product.links());
    String image = product.image();
    view.put("image", image == null ? "/products/" + product.id() + ".svg" : image);
    view.put("rating", product.rating());
    view.put("makeup", makeup(product.makeup()));
    view.put("withdrawn", product.withdrawn());
    view.values().removeIf(java.util.Objects::isNull);
    return view;
  }

  private static @Nullable Map<String, Object> makeup(@Nullable Makeup makeup) {
    if (makeup == null) {
      return null;
    }
    return Map.of("kind", lower(makeup.kind()), "shades", makeup.shades());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
