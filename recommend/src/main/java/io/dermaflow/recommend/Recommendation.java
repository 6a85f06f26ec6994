package io.dermaflow.recommend;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person gets. No time is in it: the same input gives the same text.
 *
 * @param subjectId the person
 * @param uploadId the upload it is based on
 * @param model the model that saw the picture
 * @param catalogueVersion the catalogue it was chosen from
 * @param rules versions of the rules
 * @param severity grade seen, or null when it is not known
 * @param skinType type that counts
 * @param skinTypeReason why that one
 * @param skinScore 0..100, or null when it is not known
 * @param conditions probabilities
 * @param chapter the skincare chapter
 * @param products up to three
 * @param fewerReason why fewer than three, or null
 * @param look the makeup suggestion
 * @param advice sentences such as "see a dermatologist"
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
    List<String> advice) {

  /** A chapter with its reason. */
  public record ChapterCard(int number, String name, String reason) {}

  /** A reason that a machine can check and a person can read. */
  public record Reason(String code, String text) {}

  /** A recommended product. */
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
      List<Reason> reasons) {}

  /** A makeup look. */
  public record Look(
      String name,
      String foundationShade,
      String lipstickShade,
      List<String> eyeshadowColours,
      String arPresetId,
      List<String> productLinks,
      String reasoning) {}
}
