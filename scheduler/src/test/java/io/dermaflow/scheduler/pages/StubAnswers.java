package io.dermaflow.scheduler.pages;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.BadReactions;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.importing.CatalogueFile;
import io.dermaflow.recommend.importing.Rates;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.IngredientTable;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.reasons.Sentences;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the API as the platform itself would make them, of the demo's catalogue. */
final class StubAnswers {

  static final Instant TIME = Instant.parse("2026-03-01T08:00:00Z");

  private final List<Product> products = products();

  private static List<Product> products() {
    InciReader inci = new InciReader(IngredientTable.bundled());
    List<Product> products = new ArrayList<>();
    try (Reader in =
            new InputStreamReader(
                Objects.requireNonNull(
                    StubAnswers.class.getResourceAsStream(
                        "/io/dermaflow/recommend/demo-catalogue.csv")),
                StandardCharsets.UTF_8);
        CatalogueFile file = new CatalogueFile("demo", in, inci, Rates.bundled())) {
      for (CatalogueFile.Row row = file.read(); row != null; row = file.read()) {
        products.add(Objects.requireNonNull(row.product(), row.reason()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return products;
  }

  Product product(String id) {
    return products.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  /** What a picture looks like; {@code CLEAR} and the like, or empty where it cannot be judged. */
  static SkinFeatures features(String upload, String subject, String survey, String grade) {
    SkinFeatures.Builder features =
        SkinFeatures.of(upload, "e1", "skin@1", "p1", TIME)
            .withSubject(subject)
            .withSurvey("s1", survey);
    if (grade.isEmpty()) {
      return features.withAbstained(Map.of("severity", "BLURRED")).build();
    }
    Map<String, Double> conditions = new LinkedHashMap<>();
    conditions.put("ACNE", 0.72);
    conditions.put("BLACKHEADS", 0.41);
    conditions.put("WRINKLES", 0.08);
    conditions.put("DULLNESS", 0.22);
    conditions.put("REDNESS", 0.56);
    conditions.put("DEHYDRATION", 0.31);
    conditions.put("HYPERPIGMENTATION", 0.44);
    conditions.put("UNEVEN_TEXTURE", 0.18);
    Map<String, String> sources = new LinkedHashMap<>();
    conditions.keySet().forEach(name -> sources.put(name, SkinFeatures.MODEL));
    sources.put("REDNESS", SkinFeatures.MEASURED);
    sources.put("HYPERPIGMENTATION", SkinFeatures.MEASURED);
    return features
        .withSeverity(grade, 0.81)
        .withSkinType("OILY", 0.77)
        .withConditions(conditions, sources)
        .withSkinScore(58)
        .withFace(new FaceFeatures("medium-warm", 5, "oval", "almond", "full"))
        .build();
  }

  Recommendation recommendation(SkinFeatures features, Set<String> reactedBadly) {
    Knowledge knowledge = Knowledge.bundled();
    CatalogueVersion version = new CatalogueVersion(1, "d", products.size(), 0, TIME);
    BadReactions reactions = subject -> reactedBadly;
    return new Recommender(
            new CompiledCatalogue(version, products, knowledge),
            Sentences.bundled(),
            LookBook.bundled(),
            CollaborativeScores.NONE,
            reactions)
        .recommend(features);
  }

  /** An analysis as {@code POST /v1/analyze} answers. */
  static ObjectNode analysis(
      String id,
      SkinFeatures features,
      @Nullable Recommendation recommendation,
      @Nullable String reason) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("id", id);
    body.put("upload_id", features.uploadId());
    body.put("subject_id", features.subjectId());
    body.put("status", reason == null ? "SCORED" : "ABSTAINED");
    if (reason != null) {
      body.put("reason", reason);
    } else {
      body.set("features", features(features));
    }
    if (recommendation != null) {
      body.set("recommendation", Json.mapper().valueToTree(recommendation));
    }
    body.put("created_at", TIME.toString());
    return body;
  }

  static ObjectNode features(SkinFeatures features) {
    ObjectNode body = Json.mapper().valueToTree(features);
    return body.put("tone", features.tone());
  }
}
