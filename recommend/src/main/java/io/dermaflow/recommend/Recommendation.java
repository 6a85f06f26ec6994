package io.dermaflow.recommend;

import io.dermaflow.recommend.rules.Wording;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person gets. No time of making is in it: the same input gives the same text.
 *
 * @param subjectId the person
 * @param uploadId the upload it is based on; empty without one
 * @param model the model that saw the picture; empty without one
 * @param catalogueVersion the catalogue it was chosen from
 * @param rules version of the rules
 * @param severity grade seen, or null when it could not be judged
 * @param skinType type that counts; {@code NORMAL} when nobody knows
 * @param skinTypeReason why that one
 * @param skinScore 0..100, or null when it could not be judged
 * @param conditions probabilities
 * @param chapter the skincare chapter
 * @param products up to three
 * @param fewerReason why fewer than three, or null
 * @param look the makeup suggestion that suits best
 * @param advice sentences such as "see a dermatologist", first things first
 * @param ranking version of the weights
 * @param ingredients version of the tables of ingredients and allergies
 * @param expiresAt from when on what was seen is too old to go by
 * @param basicsOnly whether only gentle basics were chosen from
 * @param basedOn what the person's products rest on
 * @param rulesApplied rules that excluded products, in their order
 * @param moreLooks other looks; their reasoning is that of {@code look}
 * @param fewerReasonMs {@code fewerReason} in Malay
 * @param adviceMs {@code advice} in Malay
 */
public record Recommendation(
    String subjectId,
    String uploadId,
    String model,
    int catalogueVersion,
    String rules,
    @Nullable String severity,
    String skinType,
    String skinTypeReason,
    @Nullable Integer skinScore,
    Map<String, Double> conditions,
    ChapterCard chapter,
    List<ProductCard> products,
    @Nullable String fewerReason,
    Look look,
    List<String> advice,
    String ranking,
    String ingredients,
    Instant expiresAt,
    boolean basicsOnly,
    Basis basedOn,
    List<AppliedRule> rulesApplied,
    List<Look> moreLooks,
    @Nullable String fewerReasonMs,
    List<String> adviceMs) {

  /** Ids of all products in it, those of the looks included. */
  public List<String> productIds() {
    Set<String> ids = new LinkedHashSet<>();
    products.forEach(product -> ids.add(product.id()));
    look.products().forEach(product -> ids.add(product.id()));
    moreLooks.forEach(more -> more.products().forEach(product -> ids.add(product.id())));
    return List.copyOf(ids);
  }

  /** A chapter with its reason. */
  public record ChapterCard(int number, String name, String reason) {}

  /** A reason that a machine can check and a person can read. */
  public record Reason(String code, String text) {}

  /**
   * What the products rest on. What is of the picture stands in the feature history under the
   * upload and the model of the recommendation, what was said in the survey of the same row.
   *
   * @param at when it was seen or said
   * @param picture {@code severity}, {@code skin_type}, and probabilities of conditions by name in
   *     lower case
   * @param survey answers by name, as the survey has them
   */
  public record Basis(Instant at, Map<String, Object> picture, Map<String, Object> survey) {}

  /**
   * A rule that excluded products.
   *
   * @param id its id
   * @param excluded products of skincare that it excluded and no rule before it
   */
  public record AppliedRule(String id, int excluded) {}

  /**
   * A recommended product.
   *
   * @param shares what its score is made of, in thousandths, from ten on: features of {@code
   *     basedOn}, {@code type gentle price rating others}
   * @param score 0..1 as the ranking defines it
   * @param why two sentences
   */
  public record ProductCard(
      String id,
      String brand,
      String name,
      String title,
      String slot,
      @Nullable Double priceRm,
      String priceBand,
      String image,
      String link,
      List<Reason> reasons,
      double score,
      Map<String, Integer> shares,
      Wording why) {}

  /**
   * A makeup look.
   *
   * @param reasoning why, or null where another look of the person says so already
   * @param id stable for a person and a style
   * @param reasoningMs {@code reasoning} in Malay
   * @param corrector colour of a corrector under the foundation, or null
   * @param products products of the catalogue for it; a kind without one is not there
   */
  public record Look(
      String name,
      String foundationShade,
      String lipstickShade,
      List<String> eyeshadowColours,
      String arPresetId,
      List<String> productLinks,
      @Nullable String reasoning,
      String id,
      @Nullable String reasoningMs,
      @Nullable String corrector,
      List<LookProduct> products) {}

  /** A product of a look in a shade; its link stands at the same place among the links. */
  public record LookProduct(String kind, String id, String shade) {}
}
