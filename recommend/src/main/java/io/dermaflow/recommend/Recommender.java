package io.dermaflow.recommend;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Recommendation.AppliedRule;
import io.dermaflow.recommend.Recommendation.ChapterCard;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.looks.LookChooser;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Exclusions;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.ranking.Pick;
import io.dermaflow.recommend.ranking.Ranker;
import io.dermaflow.recommend.reasons.Explainer;
import io.dermaflow.recommend.reasons.Sentences;
import io.dermaflow.recommend.rules.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses for one person from one catalogue version. Order of rules: safety, then budget, then what
 * rules put first, then the ranking. Pure: the same input gives the same output, whatever the order
 * of products or answers. Thread safe.
 */
public final class Recommender {

  /** Changes whenever the same input and the same files may give another output. */
  static final String VERSION = "recommender-2";

  private static final int SET = 3;

  private final CompiledCatalogue catalogue;
  private final Exclusions exclusions;
  private final Ranker ranker;
  private final Explainer explainer;
  private final LookChooser looks;
  private final CollaborativeScores others;
  private final BadReactions reactions;

  /**
   * A recommender.
   *
   * @param catalogue the products, compiled
   * @param sentences the words of reasons
   * @param lookBook the looks
   * @param others what others' behaviour says
   * @param reactions whom what did not agree with
   */
  public Recommender(
      CompiledCatalogue catalogue,
      Sentences sentences,
      LookBook lookBook,
      CollaborativeScores others,
      BadReactions reactions) {
    this.catalogue = catalogue;
    this.others = others;
    this.reactions = reactions;
    exclusions = new Exclusions(catalogue);
    ranker = new Ranker(catalogue, others);
    explainer = new Explainer(sentences, catalogue);
    looks = new LookChooser(lookBook, catalogue);
  }

  /** A recommender with everything that comes with this version, and no history of anybody. */
  public Recommender(CatalogueVersion version, List<Product> products) {
    this(
        new CompiledCatalogue(version, products, Knowledge.bundled()),
        Sentences.bundled(),
        LookBook.bundled(),
        CollaborativeScores.NONE,
        BadReactions.NONE);
  }

  /** The recommendation for the person of an upload, as of the moment when it was seen. */
  public Recommendation recommend(SkinFeatures features) {
    return recommend(features, features.eventTime());
  }

  /**
   * The recommendation for the person of an upload.
   *
   * @param asOf the moment for which is recommended: older findings are stale
   */
  public Recommendation recommend(SkinFeatures features, Instant asOf) {
    return recommend(Person.of(features, asOf, staleAfter()));
  }

  /** Age from which on what was seen is too old to go by. */
  public Duration staleAfter() {
    return catalogue.knowledge().weights().staleAfter();
  }

  /** What is known of a person's history, in words: two that are equal rank alike. */
  String historyOf(String subjectId) {
    return new TreeSet<>(reactions.of(subjectId)) + " " + others.support(subjectId);
  }

  /** The recommendation for a person. */
  public Recommendation recommend(Person person) {
    Exclusions.Left left = exclusions.left(person, reactions.of(person.subjectId()));
    List<Pick> picks = ranker.choose(person, left);
    Wording fewer = picks.size() < SET ? explainer.fewer(picks.size(), left) : null;
    List<Wording> advice = explainer.advice(person, left, picks);
    List<Look> suggested = looks.choose(person, left);
    Knowledge knowledge = catalogue.knowledge();
    return new Recommendation(
        person.subjectId(),
        person.uploadId(),
        person.modelId(),
        catalogue.version().version(),
        knowledge.rules().name(),
        person.severity() == null ? null : person.severity().name(),
        person.type() == null ? SkinType.NORMAL.name() : person.type().name(),
        person.typeFrom().text(),
        person.skinScore(),
        conditions(person),
        chapter(person),
        picks.stream().map(pick -> explainer.card(pick, person)).toList(),
        fewer == null ? null : fewer.en(),
        suggested.get(0),
        advice.stream().map(Wording::en).toList(),
        knowledge.weights().name(),
        knowledge.tablesName(),
        person.expiresAt(),
        person.basicsOnly(),
        explainer.basedOn(picks, person),
        left.hits().stream().map(hit -> new AppliedRule(hit.rule().id(), hit.products())).toList(),
        suggested.subList(1, suggested.size()),
        fewer == null ? null : fewer.ms(),
        advice.stream().map(Wording::ms).toList());
  }

  private static Map<String, Double> conditions(Person person) {
    Map<String, Double> conditions = new LinkedHashMap<>();
    person.seen().forEach((condition, p) -> conditions.put(condition.name(), p));
    return conditions;
  }

  private static ChapterCard chapter(Person person) {
    Set<Condition> present = EnumSet.noneOf(Condition.class);
    for (Condition condition : person.seen().keySet()) {
      if (person.present(condition)) {
        present.add(condition);
      }
    }
    SkinType type = person.type();
    Chapter.Choice choice = Chapter.choose(present, type, person.skinScore());
    return new ChapterCard(choice.chapter().number(), choice.chapter().title(), choice.reason());
  }
}
