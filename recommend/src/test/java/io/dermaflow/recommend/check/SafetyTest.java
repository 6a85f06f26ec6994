package io.dermaflow.recommend.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.BadReactions;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.DemoCatalogue;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.TestPeople;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.reasons.Sentences;
import io.dermaflow.recommend.rendered.RenderedCatalogue;
import io.dermaflow.recommend.rendered.RenderedPeople;
import io.dermaflow.recommend.rules.RuleBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Random people against the independent checker: no rule is ever broken. How many is said by {@code
 * -Ddermaflow.people=1000000}.
 */
class SafetyTest {

  private static final long USUAL = 20_000;
  private static final long PEOPLE = Long.getLong("dermaflow.people", USUAL);
  private static final Map<String, Integer> FEWER = Map.of("demo", 0, "rendered", 17, "tiny", 2027);

  private static String csv(String catalogue) {
    return switch (catalogue) {
      case "demo" -> DemoCatalogue.text();
      case "tiny" -> RenderedCatalogue.csv(25, 3);
      default -> RenderedCatalogue.csv(600, 1);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "rendered", "tiny"})
  void breaksNoRuleForAnybody(String catalogue) {
    String csv = csv(catalogue);
    BruteForceChecker checker = new BruteForceChecker(csv);
    List<Product> products = DemoCatalogue.products(csv);
    Recommender recommender =
        new Recommender(new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH), products);
    AtomicInteger fewer = new AtomicInteger();
    List<String> wrong =
        LongStream.range(0, PEOPLE / (catalogue.equals("rendered") ? 1 : 4))
            .parallel()
            .mapToObj(
                i -> {
                  SkinFeatures features = RenderedPeople.features(i);
                  Recommendation made = recommender.recommend(features, TestPeople.SEEN);
                  List<String> chosen = made.products().stream().map(ProductCard::id).toList();
                  if (chosen.size() < 3) {
                    fewer.incrementAndGet();
                    assertThat(made.fewerReason()).startsWith("Only " + chosen.size());
                  }
                  List<String> problems = checker.wrong(asked(features, made), chosen);
                  return problems.isEmpty()
                      ? ""
                      : "person " + i + " " + features.survey() + problems;
                })
            .filter(text -> !text.isEmpty())
            .limit(20)
            .toList();
    assertThat(wrong).isEmpty();
    if (PEOPLE == USUAL) {
      // The tiny catalogue leaves many with fewer, and so tries what happens then.
      assertThat(fewer.get()).isEqualTo(FEWER.get(catalogue));
    }
  }

  /** A checker that never complains would be of no use: without each rule it does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "allergy",
        "withdrawn",
        "pregnancy-retinoid",
        "pregnancy-hydroquinone",
        "pregnancy-salicylic-leave-on",
        "child",
        "very-severe",
        "very-severe-gentle",
        "sensitive-strong",
        "sensitive-salicylic",
        "sensitive-scented",
        "stale-basics",
        "retinoid-acid",
        "retinoid-benzoyl-peroxide",
        "retinoid-retinoid",
        "hydroquinone-benzoyl-peroxide",
        "acid-acid",
        "budget"
      })
  void seesWhenARuleIsMissing(String rule) {
    String csv = csv("rendered");
    BruteForceChecker checker = new BruteForceChecker(csv);
    Knowledge all = Knowledge.bundled();
    RuleBook without =
        new RuleBook(
            "test",
            all.rules().digest(),
            all.rules().text(),
            all.rules().rules().stream().filter(r -> !r.id().equals(rule)).toList());
    List<Product> products = DemoCatalogue.products(csv);
    Recommender recommender =
        new Recommender(
            new CompiledCatalogue(
                new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH),
                products,
                new Knowledge(all.ingredients(), all.allergies(), without, all.weights())),
            Sentences.bundled(),
            LookBook.bundled(),
            CollaborativeScores.NONE,
            BadReactions.NONE);
    assertThat(all.rules().find(rule)).isPresent();
    assertThat(
            LongStream.range(0, 20_000)
                .parallel()
                .anyMatch(
                    i -> {
                      SkinFeatures features = RenderedPeople.features(i);
                      Recommendation made = recommender.recommend(features, TestPeople.SEEN);
                      List<String> chosen = made.products().stream().map(ProductCard::id).toList();
                      return !checker.wrong(asked(features, made), chosen).isEmpty();
                    }))
        .isTrue();
  }

  private static BruteForceChecker.Asked asked(SkinFeatures features, Recommendation made) {
    JsonNode survey = Json.tree(String.valueOf(features.survey()));
    List<String> allergies = new ArrayList<>();
    survey.path("allergies").forEach(a -> allergies.add(a.asString()));
    allergies.removeIf("none"::equals);
    List<String> actives = new ArrayList<>();
    survey.path("current_actives").forEach(a -> actives.add(a.asString().replace('_', ' ')));
    return new BruteForceChecker.Asked(
        type(features, survey),
        String.valueOf(made.severity()),
        allergies,
        actives,
        survey.path("budget").asString(""),
        survey.path("pregnant").asBoolean(false),
        survey.path("age").asInt(-1),
        features.eventTime().isBefore(TestPeople.SEEN.minus(Duration.ofDays(200))));
  }

  private static String type(SkinFeatures features, JsonNode survey) {
    String said = survey.path("skin_type").asString("");
    if (said.equals("sensitive")) {
      return "SENSITIVE";
    }
    boolean sure = features.skinTypeConfidence() >= 0.6 || said.isEmpty();
    return sure
        ? String.valueOf(features.skinType())
        : said.equals("combo") ? "COMBINATION" : said.toUpperCase(java.util.Locale.ROOT);
  }
}
