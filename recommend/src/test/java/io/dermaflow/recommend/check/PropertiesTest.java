package io.dermaflow.recommend.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.DemoCatalogue;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.TestPeople;
import io.dermaflow.recommend.rendered.RenderedCatalogue;
import io.dermaflow.recommend.rendered.RenderedPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every person, tried on random ones. */
class PropertiesTest {

  private static final int PEOPLE = 3_000;

  private final List<Product> products = DemoCatalogue.products(RenderedCatalogue.csv(400, 5));
  private final Recommender recommender = recommender(products);

  private static Recommender recommender(List<Product> products) {
    return new Recommender(
        new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH), products);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> survey(long i) {
    return new LinkedHashMap<>(
        Json.read(String.valueOf(RenderedPeople.features(i).survey()), Map.class));
  }

  private static SkinFeatures saying(long i, Map<String, Object> survey) {
    SkinFeatures features = RenderedPeople.features(i);
    TestPeople person =
        TestPeople.person(String.valueOf(features.severity()), String.valueOf(features.skinType()))
            .saying(Json.write(survey));
    features.conditions().forEach((name, p) -> person.seenWith(p, Condition.valueOf(name)));
    return person.features(String.valueOf(features.subjectId()));
  }

  private List<String> ids(long i, Map<String, Object> survey) {
    return recommender.recommend(saying(i, survey)).products().stream()
        .map(ProductCard::id)
        .toList();
  }

  @Test
  void neverAddsAProductWithAnAllergenThatIsAdded() {
    Map<String, String> allergies =
        Map.of("niacinamide", "niacinamide|nicotinamide", "panthenol", "panthenol", "zinc", "zinc");
    for (long i = 0; i < PEOPLE; i++) {
      for (Map.Entry<String, String> allergy : allergies.entrySet()) {
        Map<String, Object> survey = survey(i);
        List<Object> more = new ArrayList<>();
        more.add(allergy.getKey());
        if (survey.get("allergies") instanceof List<?> before) {
          more.addAll(before);
        }
        survey.put("allergies", more);
        for (String id : ids(i, survey)) {
          String label = find(id).label().toLowerCase(Locale.ROOT);
          assertThat(label).as("person %s, %s", i, id).doesNotContainPattern(allergy.getValue());
        }
      }
    }
  }

  @Test
  void neverBringsADearerProductForALowerBudget() {
    for (long i = 0; i < PEOPLE; i++) {
      List<String> higher = null;
      for (String budget : List.of(">RM150", "RM50-150", "<RM50")) {
        Map<String, Object> survey = survey(i);
        survey.put("budget", budget);
        List<String> chosen = ids(i, survey);
        if (higher != null) {
          double gone = dearest(higher, chosen);
          for (String id : chosen) {
            if (!higher.contains(id)) {
              assertThat(price(id)).as("person %s, %s for %s", i, chosen, higher).isLessThan(gone);
            }
          }
        }
        higher = chosen;
      }
    }
  }

  /** Price of the dearest that is no longer there. */
  private double dearest(List<String> before, List<String> after) {
    return before.stream()
        .filter(id -> !after.contains(id))
        .mapToDouble(this::price)
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  @Test
  void saysTheSameWhateverTheOrderOfProductsAndAnswers() {
    List<Product> shuffled = new ArrayList<>(products);
    Collections.shuffle(shuffled, new Random(1));
    Recommender other = recommender(shuffled);
    for (long i = 0; i < PEOPLE; i++) {
      Map<String, Object> backwards = new LinkedHashMap<>();
      List<String> keys = new ArrayList<>(survey(i).keySet());
      Collections.reverse(keys);
      for (String key : keys) {
        Object value = survey(i).get(key);
        if (value instanceof List<?> list) {
          List<Object> reversed = new ArrayList<>(list);
          Collections.reverse(reversed);
          value = reversed;
        }
        backwards.put(key, value);
      }
      Recommendation one = recommender.recommend(saying(i, survey(i)));
      assertThat(Json.write(other.recommend(saying(i, backwards)))).isEqualTo(Json.write(one));
    }
  }

  private Product find(String id) {
    return byId.computeIfAbsent(
        id,
        wanted -> products.stream().filter(p -> p.id().equals(wanted)).findFirst().orElseThrow());
  }

  private final Map<String, Product> byId = new HashMap<>();

  private double price(String id) {
    return java.util.Objects.requireNonNull(find(id).price());
  }
}
