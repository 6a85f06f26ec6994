package io.dermaflow.recommend;

import static io.dermaflow.recommend.TestPeople.person;
import static io.dermaflow.recommend.TestPeople.unseen;
import static io.dermaflow.recommend.TestPeople.withoutPicture;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.reasons.Sentences;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecommenderTest {

  private final List<Product> products = DemoCatalogue.products();
  private final Recommender recommender =
      new Recommender(new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH), products);

  private Recommendation recommend(TestPeople person) {
    return recommender.recommend(person.features("s"));
  }

  private List<Product> chosen(TestPeople person) {
    return recommend(person).products().stream()
        .map(
            card ->
                products.stream().filter(p -> p.id().equals(card.id())).findFirst().orElseThrow())
        .toList();
  }

  @Test
  void hasACatalogueOfAtLeast120ProductsWithTheGenericOnes() {
    assertThat(products).hasSizeGreaterThanOrEqualTo(120);
    assertThat(products)
        .extracting(Product::name)
        .contains(
            "Oil Control Cleanser",
            "Mattifying Moisturizer",
            "Hydrating Cleanser",
            "Moisturizing Serum",
            "Gentle Cleanser",
            "Balanced Moisturizer");
  }

  @Test
  void givesTheSeedsThreeForModerateAcneOnOilySkinWithinBudget() {
    Recommendation made =
        recommend(
            person("MODERATE", "OILY")
                .seenWith(0.9, Condition.ACNE)
                .saying("{\"skin_type\": \"oily\", \"budget\": \"RM50-150\"}"));
    assertThat(made.products())
        .extracting(ProductCard::title)
        .containsExactly("COSRX BHA", "CeraVe Foaming", "La Roche Effaclar");
    assertThat(made.products().get(0).reasons())
        .extracting(r -> r.code())
        .contains("moderate-oily");
  }

  @Test
  void putsSafetyAndBudgetBeforeTheSeedRule() {
    assertThat(chosen(person("MODERATE", "OILY").saying("{\"budget\": \"<RM50\"}")))
        .hasSize(3)
        .allMatch(p -> p.price() < 50);
    assertThat(chosen(person("MODERATE", "OILY").saying("{\"allergies\": [\"niacinamide\"]}")))
        .hasSize(3)
        .noneMatch(p -> p.ingredients().contains("niacinamide"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OILY", "DRY", "NORMAL", "COMBINATION", "WRINKLY", "SENSITIVE"})
  void givesThreeDistinctProductsWithReasonsToEveryType(String type) {
    for (String budget : List.of("<RM50", "RM50-150", ">RM150")) {
      Recommendation made =
          recommend(person("MILD", type).saying("{\"budget\": \"" + budget + "\"}"));
      assertThat(made.products()).extracting(ProductCard::id).hasSize(3).doesNotHaveDuplicates();
      assertThat(made.products()).allMatch(p -> !p.reasons().isEmpty());
      assertThat(made.fewerReason()).isNull();
    }
  }

  @Test
  void neverRecommendsWhatTheSurveyRulesOut() {
    Set<String> strong = Set.of("retinoid", "aha", "bha", "benzoyl_peroxide", "hydroquinone");
    assertThat(
            chosen(
                person("MILD", "WRINKLY")
                    .seenWith(0.9, Condition.WRINKLES)
                    .saying("{\"pregnant\": true}")))
        .noneMatch(p -> p.flags().contains("retinoid"));
    assertThat(chosen(person("MODERATE", "OILY").saying("{\"age\": 11}")))
        .noneMatch(p -> p.flags().stream().anyMatch(strong::contains));
    assertThat(chosen(person("VERY_SEVERE", "OILY").seenWith(0.9, Condition.ACNE)))
        .noneMatch(p -> p.flags().stream().anyMatch(strong::contains));
    assertThat(chosen(person("MILD", "OILY").saying("{\"skin_type\": \"sensitive\"}")))
        .noneMatch(p -> p.flags().contains("fragrance"));
    assertThat(
            chosen(
                person("MILD", "OILY")
                    .seenWith(0.9, Condition.ACNE)
                    .saying("{\"current_actives\": [\"tretinoin\"]}")))
        .noneMatch(p -> p.flags().contains("bha") || p.flags().contains("benzoyl_peroxide"));
  }

  @Test
  void saysWhyThereAreFewer() {
    Recommendation made =
        new Recommender(new CatalogueVersion(1, "d", 2, 0, Instant.EPOCH), products.subList(0, 2))
            .recommend(person("MILD", "OILY").features("s"));
    assertThat(made.products()).hasSize(2);
    assertThat(made.fewerReason()).startsWith("Only 2 products are left for you");
  }

  @Test
  void sendsSevereAcneToADermatologist() {
    assertThat(recommend(person("VERY_SEVERE", "OILY")).advice().get(0)).contains("dermatologist");
    assertThat(recommend(person("MILD", "OILY").seenWith(0.1, Condition.ACNE)).advice()).isEmpty();
  }

  @Test
  void countsWhatIsSaidWhenThePictureIsNotSure() {
    assertThat(
            recommend(person("MILD", "OILY").unsure(0.59).saying("{\"skin_type\": \"dry\"}"))
                .skinType())
        .isEqualTo("DRY");
    assertThat(
            recommend(person("MILD", "OILY").unsure(0.6).saying("{\"skin_type\": \"dry\"}"))
                .skinType())
        .isEqualTo("OILY");
    assertThat(
            recommend(person("MILD", "OILY").unsure(0.99).saying("{\"skin_type\": \"sensitive\"}"))
                .skinType())
        .isEqualTo("SENSITIVE");
  }

  @Test
  void countsOnlyWhatIsSaidWhenNothingIsSeenAndIsNeutralOtherwise() {
    Recommendation told =
        recommend(withoutPicture().saying("{\"skin_type\": \"dry\", \"concerns\": [\"dryness\"]}"));
    assertThat(told.severity()).isNull();
    assertThat(told.skinScore()).isNull();
    assertThat(told.skinType()).isEqualTo("DRY");
    assertThat(told.chapter().name()).isEqualTo("Hydration");
    assertThat(told.products()).hasSize(3);

    Recommendation silent = recommend(withoutPicture());
    assertThat(silent.skinType()).isEqualTo("NORMAL");
    assertThat(silent.chapter().name()).isEqualTo("Maintenance");
    assertThat(silent.products()).hasSize(3);
    assertThat(silent.advice()).isEmpty();
    assertThat(silent.basicsOnly()).isFalse();
  }

  @Test
  void givesTheSameTextForTheSameInput() {
    TestPeople person = person("MILD", "DRY").seenWith(0.7, Condition.DEHYDRATION);
    assertThat(Json.write(recommend(person))).isEqualTo(Json.write(recommend(person)));
  }

  @ParameterizedTest
  @CsvSource({
    "DEHYDRATION|WRINKLES, NORMAL, 50, 1", "'', DRY, 50, 1", "WRINKLES, NORMAL, 50, 2",
    "'', WRINKLY, 50, 2", "'', SENSITIVE, 90, 3", "REDNESS|DULLNESS, OILY, 50, 3",
    "DULLNESS|ACNE, OILY, 50, 5", "HYPERPIGMENTATION, OILY, 50, 5", "ACNE, OILY, 95, 6",
    "BLACKHEADS, OILY, 50, 6", "'', NORMAL, 86, 7", "'', NORMAL, 85, 4"
  })
  void choosesTheChapterByTheFirstRule(String present, SkinType type, int score, int chapter) {
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (String name : present.split("\\|")) {
      if (!name.isEmpty()) {
        conditions.add(Condition.valueOf(name));
      }
    }
    assertThat(Chapter.choose(conditions, type, score).chapter().number()).isEqualTo(chapter);
  }

  @Test
  void drawsEveryProduct() {
    assertThat(products)
        .allSatisfy(
            p ->
                assertThat(ProductPicture.svg(p))
                    .startsWith("<svg")
                    .contains("<title>")
                    .doesNotContain("%1$")
                    .endsWith("</svg>"));
  }

  @ParameterizedTest
  @CsvSource({
    "OILY, Oil Control Cleanser, Mattifying Moisturizer",
    "DRY, Hydrating Cleanser, Moisturizing Serum",
    "NORMAL, Gentle Cleanser, Balanced Moisturizer",
    "COMBINATION, Gentle Cleanser, Balanced Moisturizer",
    "WRINKLY, Gentle Cleanser, Balanced Moisturizer",
    "SENSITIVE, Gentle Cleanser, Balanced Moisturizer"
  })
  void startsWithTheGenericTwoForATypeAlone(SkinType type, String first, String second) {
    Recommendation made =
        recommender.recommend(
            Person.of("s", type, Answers.NONE, TestPeople.SEEN, recommender.staleAfter()));
    assertThat(made.products()).extracting(ProductCard::name).hasSize(3).startsWith(first, second);
    assertThat(made.basicsOnly()).isFalse();
    Recommendation withConcern =
        recommender.recommend(
            Person.of(
                "s",
                type,
                Answers.of("{\"concerns\": [\"pigmentation\"], \"age\": 30}"),
                TestPeople.SEEN,
                recommender.staleAfter()));
    assertThat(withConcern.products())
        .extracting(ProductCard::slot)
        .containsExactly("cleanse", "treat", "protect");
  }

  @Test
  void givesOnlyGentleBasicsWhenThePictureCouldNotBeJudgedAndSaysSo() {
    Recommendation made = recommend(unseen().saying("{\"skin_type\": \"oily\"}"));
    assertThat(made.basicsOnly()).isTrue();
    assertThat(made.advice().get(0)).startsWith("Your picture could not be judged");
    assertThat(made.adviceMs().get(0)).startsWith("Gambar anda tidak dapat dinilai");
    assertThat(made.products())
        .extracting(ProductCard::slot)
        .containsExactly("cleanse", "moisturise", "protect");
    assertThat(made.rulesApplied()).extracting(r -> r.id()).contains("abstained-basics");
    assertThat(made.products())
        .noneMatch(p -> p.why().en().contains("salicylic") || p.why().en().contains("retin"));
  }

  @Test
  void givesOnlyGentleBasicsWhenThePictureIsTooOldAndSaysSo() {
    TestPeople person = person("MODERATE", "OILY").seenWith(0.9, Condition.ACNE);
    Instant expiry = TestPeople.SEEN.plus(recommender.staleAfter());
    Recommendation fresh = recommender.recommend(person.features("s"), expiry.minusMillis(1));
    assertThat(fresh.basicsOnly()).isFalse();
    assertThat(fresh.expiresAt()).isEqualTo(expiry);
    Recommendation stale = recommender.recommend(person.features("s"), expiry);
    assertThat(stale.basicsOnly()).isTrue();
    assertThat(stale.advice().get(0)).startsWith("Your picture is too old to go by");
    assertThat(stale.rulesApplied()).extracting(r -> r.id()).contains("stale-basics");
  }

  @Test
  void tellsOfActivesThatNobodyKnows() {
    assertThat(
            recommend(person("MILD", "OILY").saying("{\"current_actives\": [\"moon dust\"]}"))
                .advice())
        .containsExactly(
            "We do not know 'moon dust', which you use: ask a pharmacist whether it goes with a new"
                + " product.");
  }

  @Test
  void sendsToTheLabelWhereOnlyKeyIngredientsAreKnown() {
    Recommendation made =
        recommend(
            person("MODERATE", "OILY")
                .seenWith(0.9, Condition.ACNE)
                .saying("{\"allergies\": [\"nuts\"]}"));
    assertThat(made.advice())
        .anyMatch(text -> text.startsWith("Only key ingredients of COSRX BHA, CeraVe Foaming"));
  }

  @Test
  void excludesAtOnceWhatSomebodyReactedBadlyTo() {
    CompiledCatalogue compiled =
        new CompiledCatalogue(
            new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH),
            products,
            Knowledge.bundled());
    Recommender careful =
        new Recommender(
            compiled,
            Sentences.bundled(),
            LookBook.bundled(),
            CollaborativeScores.NONE,
            subject -> subject.equals("anna") ? Set.of("cosrx-bha") : Set.of());
    TestPeople person = person("MODERATE", "OILY").seenWith(0.9, Condition.ACNE);
    assertThat(careful.recommend(person.features("anna")).products())
        .extracting(ProductCard::id)
        .doesNotContain("cosrx-bha")
        .contains("cerave-foaming");
    assertThat(careful.recommend(person.features("bert")).products())
        .extracting(ProductCard::id)
        .contains("cosrx-bha");
  }

  @Test
  void listensToOthersByHowMuchHistoryThereIs() {
    String favourite = "lrp-effaclar-gel";
    TestPeople person = person("MILD", "OILY").seenWith(0.9, Condition.ACNE);
    assertThat(withHistory(favourite, 0, person)).doesNotContain(favourite);
    assertThat(withHistory(favourite, 1, person)).doesNotContain(favourite);
    assertThat(withHistory(favourite, 100, person)).contains(favourite);
  }

  private List<String> withHistory(String favourite, double support, TestPeople person) {
    CollaborativeScores others =
        new CollaborativeScores() {
          @Override
          public double score(String subjectId, String productId) {
            return productId.equals(favourite) ? 1 : 0;
          }

          @Override
          public double support(String subjectId) {
            return support;
          }
        };
    return new Recommender(
            new CompiledCatalogue(
                new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH),
                products,
                Knowledge.bundled()),
            Sentences.bundled(),
            LookBook.bundled(),
            others,
            BadReactions.NONE)
        .recommend(person.features("s")).products().stream().map(ProductCard::id).toList();
  }

  @Test
  void saysWhyInTwoLanguagesWithSharesThatAddUp() {
    Recommendation made =
        recommend(
            person("MILD", "OILY")
                .seenWith(0.9, Condition.ACNE)
                .saying("{\"budget\": \"<RM50\", \"concerns\": [\"pigmentation\"]}"));
    for (ProductCard card : made.products()) {
      assertThat(card.shares().values().stream().mapToInt(Integer::intValue).sum())
          .isBetween(960, 1005);
      assertThat(card.score()).isBetween(0.0, 1.0);
      assertThat(card.why().en()).startsWith("This ").endsWith("within your budget.");
      assertThat(card.why().ms()).startsWith("Produk ").endsWith("dalam bajet anda.");
      assertThat(card.why().en() + card.why().ms()).doesNotContain("{");
    }
    assertThat(made.basedOn())
        .isEqualTo(
            new Recommendation.Basis(
                TestPeople.SEEN,
                Map.of("severity", "MILD", "skin_type", "OILY", "acne", 0.9),
                Map.of("budget", "<RM50", "concerns", List.of("hyperpigmentation"))));
    assertThat(made.ranking()).startsWith("ranking-1/");
    assertThat(made.rules()).startsWith("rules-2/");
    assertThat(made.ingredients()).startsWith("ingredients-1/");
  }
}
