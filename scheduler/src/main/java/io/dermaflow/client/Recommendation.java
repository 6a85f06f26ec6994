package io.dermaflow.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is recommended to a person.
 *
 * @param uploadId the upload it rests on; empty without one
 * @param model the model that saw the picture; empty without one
 * @param severity grade seen, or null
 * @param skinType type that counts
 * @param skinTypeReason why that one
 * @param skinScore 0..100, or null
 * @param conditions probabilities by condition
 * @param products up to three
 * @param fewerReason why fewer than three, or null
 * @param look the make-up that suits best
 * @param advice sentences, first things first
 * @param expiresAt from when on what was seen is too old to go by
 * @param basicsOnly whether only gentle basics were chosen from
 * @param rulesApplied rules that excluded products, in their order
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
    Chapter chapter,
    List<RecommendedProduct> products,
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

  public Recommendation {
    conditions = Values.map(conditions);
    products = Values.list(products);
    advice = Values.list(advice);
    rulesApplied = Values.list(rulesApplied);
    moreLooks = Values.list(moreLooks);
    adviceMs = Values.list(adviceMs);
  }

  /** A chapter of skincare, 1..7, with its reason. */
  public record Chapter(int number, String name, String reason) {}

  /** A reason that a program can check and a person can read. */
  public record Reason(String code, String text) {}

  /** A text in English and Malay. */
  public record Wording(String en, String ms) {}

  /**
   * What the products rest on.
   *
   * @param at when it was seen or said
   * @param picture what was seen, by name
   * @param survey what was said, by name
   */
  public record Basis(Instant at, Map<String, Object> picture, Map<String, Object> survey) {

    public Basis {
      picture = Values.map(picture);
      survey = Values.map(survey);
    }
  }

  /** A rule, and how many products it alone excluded. */
  public record AppliedRule(String id, int excluded) {}

  /**
   * A recommended product.
   *
   * @param priceRm price in RM, or null when it is not known
   * @param image a URL; one that begins with {@code /} is of the platform
   * @param link where to buy it
   * @param score 0..1
   * @param shares what the score is made of, in thousandths
   * @param why two sentences
   */
  public record RecommendedProduct(
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
      Wording why) {

    public RecommendedProduct {
      reasons = Values.list(reasons);
      shares = Values.map(shares);
    }
  }

  /**
   * A make-up look.
   *
   * @param productLinks where to buy its products, in their order
   * @param reasoning why, or null where another look of the person says so
   * @param id stable for a person and a style
   * @param corrector colour of a corrector, or null
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
      List<LookProduct> products) {

    public Look {
      eyeshadowColours = Values.list(eyeshadowColours);
      productLinks = Values.list(productLinks);
      products = Values.list(products);
    }
  }

  /** A product of a look in a shade. */
  public record LookProduct(String kind, String id, String shade) {}
}
