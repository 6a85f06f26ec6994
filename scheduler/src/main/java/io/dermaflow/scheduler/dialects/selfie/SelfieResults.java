package io.dermaflow.scheduler.dialects.selfie;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.Recommenders;
import io.dermaflow.scheduler.dialects.Findings;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scoring.OutcomeReason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Writes analyses in the words of this dialect. */
@Component
@ConditionalOnWebApplication
class SelfieResults {

  private static final List<String> SHOPS = List.of("shopee", "lazada");

  private final Catalogue catalogue;
  private final Recommenders recommenders;

  SelfieResults(Catalogue catalogue, Recommenders recommenders) {
    this.catalogue = catalogue;
    this.recommenders = recommenders;
  }

  /**
   * The result.
   *
   * @param malay whether reasons are wanted in Malay
   * @param here what stands before the paths of our own pictures
   */
  Map<String, Object> of(String uploadId, Analysis analysis, boolean malay, String here) {
    SkinFeatures features = analysis.features();
    OutcomeReason reason = analysis.reason();
    Recommendation made = recommendation(analysis);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("upload_id", uploadId);
    answer.put("status", analysis.status().name().toLowerCase(Locale.ROOT));
    answer.put("reason", reason == null ? null : reason.name().toLowerCase(Locale.ROOT));
    answer.put("severity", severity(features == null ? null : features.severity()));
    answer.put("skin_type", made == null && features == null ? null : type(made, analysis));
    answer.put(
        "products",
        made == null
            ? List.of()
            : made.products().stream().map(card -> product(card, malay, here)).toList());
    answer.put("advice", made == null ? List.of() : malay ? made.adviceMs() : made.advice());
    answer.put("created_at", analysis.createdAt().toString());
    return answer;
  }

  /** Who has not said who they are gets an answer, too, though none is kept. */
  private @Nullable Recommendation recommendation(Analysis analysis) {
    Recommendation made = analysis.recommendation();
    SkinFeatures features = analysis.features();
    if (made != null || features == null) {
      return made;
    }
    Optional<Recommender> recommender = recommenders.findNewest();
    return recommender.isEmpty() ? null : recommender.get().recommend(features);
  }

  /** This dialect has four grades; ours above them is its highest. */
  private static @Nullable String severity(@Nullable String grade) {
    if (grade == null) {
      return null;
    }
    return Severity.valueOf(grade) == Severity.VERY_SEVERE
        ? "severe"
        : grade.toLowerCase(Locale.ROOT);
  }

  /** In the words of its survey, and two of ours. */
  private static String type(@Nullable Recommendation made, Analysis analysis) {
    SkinType type = made == null ? Findings.type(analysis) : SkinType.valueOf(made.skinType());
    return switch (type) {
      case OILY -> "Oily";
      case DRY -> "Dry";
      case COMBINATION -> "Combo";
      case SENSITIVE -> "Sensitive";
      case NORMAL -> "Normal";
      case WRINKLY -> "Wrinkly";
    };
  }

  private Map<String, Object> product(ProductCard card, boolean malay, String here) {
    Optional<Product> product = catalogue.findProduct(card.id());
    String picture = product.map(Product::image).orElse(card.image());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", card.id());
    fields.put("name", card.title());
    fields.put("picture", picture.startsWith("/") ? here + picture : picture);
    fields.put("link", link(card, product.map(Product::links).orElse(List.of())));
    fields.put("price_rm", card.priceRm());
    fields.put("why", malay ? card.why().ms() : card.why().en());
    return fields;
  }

  /** A page at one of the two shops; where the catalogue has none, a search there. */
  private static String link(ProductCard card, List<String> links) {
    if (isShop(card.link())) {
      return card.link();
    }
    return links.stream()
        .filter(SelfieResults::isShop)
        .findFirst()
        .orElseGet(
            () ->
                "https://shopee.com.my/search?keyword="
                    + URLEncoder.encode(card.title(), StandardCharsets.UTF_8));
  }

  private static boolean isShop(String link) {
    String host = String.valueOf(URI.create(link).getHost()).toLowerCase(Locale.ROOT);
    return SHOPS.stream().anyMatch(shop -> host.matches("(.*\\.)?" + shop + "\\..*"));
  }
}
