package io.dermaflow.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.recommend.Choices.Choice;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.reasons.Sentences;
import io.dermaflow.recommend.rendered.RenderedPeople;
import io.dermaflow.recommend.rules.RuleBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A changed rule, product or person re-does only whom it touches, and all of those. */
class PublicationFillerTest {

  private static final CatalogueDiff SAME = new CatalogueDiff(List.of(), List.of(), List.of(), 141);
  private static final Instant NOW = TestPeople.SEEN;

  private final List<Product> products = DemoCatalogue.products();
  private final Knowledge knowledge = Knowledge.bundled();
  private final List<SkinFeatures> people =
      LongStream.range(0, 500).mapToObj(RenderedPeople::features).toList();
  private final Recommender recommender =
      recommender(products, knowledge.rules(), BadReactions.NONE);
  private final FilledPage first =
      new PublicationFiller(recommender, NOW, null).fill(people, Map.of());

  private Recommender recommender(List<Product> catalogue, RuleBook rules, BadReactions reactions) {
    return new Recommender(
        new CompiledCatalogue(
            new CatalogueVersion(1, "d", catalogue.size(), 0, Instant.EPOCH),
            catalogue,
            new Knowledge(
                knowledge.ingredients(), knowledge.allergies(), rules, knowledge.weights())),
        Sentences.bundled(),
        LookBook.bundled(),
        CollaborativeScores.NONE,
        reactions);
  }

  private FilledPage again(Recommender with, Touch touch, Instant asOf) {
    return new PublicationFiller(with, asOf, touch).fill(people, first.choices());
  }

  private RuleBook changed(UnaryOperator<String> change) {
    String text = change.apply(knowledge.rules().text());
    assertThat(text).isNotEqualTo(knowledge.rules().text());
    return RuleBook.of(new DataFile("rules.yaml", text));
  }

  @Test
  void makesAllOfThemWhenThereIsNothingToStartFrom() {
    assertThat(first.bodies()).hasSize(500);
    assertThat(first.kept()).isEmpty();
    assertThat(first.last()).isEqualTo("s0000499");
  }

  @Test
  void keepsEverybodyWhenNothingHasChanged() {
    Touch nothing = Touch.of(knowledge.rules(), knowledge.rules(), SAME);
    FilledPage page = again(recommender, nothing, NOW);
    assertThat(page.kept()).hasSize(500);
    assertThat(page.bodies()).isEmpty();
  }

  @Test
  void redoesWhoIsNewOrKnownOtherwise() {
    Touch nothing = Touch.of(knowledge.rules(), knowledge.rules(), SAME);
    Map<String, Choice> before = new java.util.HashMap<>(first.choices());
    before.remove("s0000001");
    before.computeIfPresent("s0000002", (s, c) -> new Choice(c.input() + 1, c.products()));
    FilledPage page = new PublicationFiller(recommender, NOW, nothing).fill(people, before);
    assertThat(page.bodies()).containsOnlyKeys("s0000001", "s0000002");
  }

  @Test
  void redoesOnlyWhoseFindingsHaveGoneStale() {
    Touch nothing = Touch.of(knowledge.rules(), knowledge.rules(), SAME);
    Instant later = NOW.plus(recommender.staleAfter());
    FilledPage page = again(recommender, nothing, later);
    long fresh =
        people.stream().filter(p -> p.eventTime().isAfter(NOW.minus(Duration.ofDays(100)))).count();
    assertThat(page.bodies()).hasSize((int) fresh);
    assertThat(page.kept()).hasSize(500 - (int) fresh);
  }

  @Test
  void redoesOnlyWhoReactedBadly() {
    Touch nothing = Touch.of(knowledge.rules(), knowledge.rules(), SAME);
    Recommender after =
        recommender(
            products,
            knowledge.rules(),
            subject -> subject.equals("s0000007") ? Set.of("cosrx-bha") : Set.of());
    assertThat(again(after, nothing, NOW).bodies()).containsOnlyKeys("s0000007");
  }

  @Test
  void redoesOnlyWhomAChangedRuleIsFor() {
    RuleBook now = changed(text -> text.replace("stronger_than: 1}", "stronger_than: 2}"));
    Touch touch = Touch.of(knowledge.rules(), now, SAME);
    FilledPage page = again(recommender(products, now, BadReactions.NONE), touch, NOW);
    for (SkinFeatures person : people) {
      Person known = Person.of(person, NOW, recommender.staleAfter());
      assertThat(page.bodies().containsKey(known.subjectId()))
          .isEqualTo(known.pregnant() || known.sensitive());
    }
    assertThat(page.bodies().size()).isBetween(50, 300);
  }

  @Test
  void redoesOnlyWhomAChangedProductTouchesAndMissesNobody() {
    Product withdrawn = withdrawn(products.get(9));
    List<Product> now =
        products.stream().map(p -> p.id().equals(withdrawn.id()) ? withdrawn : p).toList();
    Touch touch =
        Touch.of(
            knowledge.rules(),
            knowledge.rules(),
            new CatalogueDiff(List.of(), List.of(), List.of(withdrawn.id()), 140));
    Recommender after = recommender(now, knowledge.rules(), BadReactions.NONE);
    FilledPage page = again(after, touch, NOW);
    assertThat(page.bodies().size()).isBetween(1, 400);
    for (SkinFeatures person : people) {
      String subject = String.valueOf(person.subjectId());
      Choice before = java.util.Objects.requireNonNull(first.choices().get(subject));
      boolean had = before.products().contains(withdrawn.id());
      assertThat(page.bodies().containsKey(subject)).isEqualTo(had);
      assertThat(after.recommend(person, NOW).productIds().equals(before.products()) || had)
          .isTrue();
    }
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
