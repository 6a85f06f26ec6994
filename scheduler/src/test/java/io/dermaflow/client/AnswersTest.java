package io.dermaflow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.interactions.InteractionKind;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Erasure;
import io.dermaflow.scheduler.serving.FeedbackDesk;
import io.dermaflow.scheduler.serving.SavedLooks;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the platform writes, the client reads without losing a field. */
class AnswersTest {

  private static final Instant MOMENT = Instant.parse("2026-01-31T12:00:00Z");

  /** A record with something in every component. */
  private static Object sample(Type type, String name) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      Object one = sample(last, name);
      return generic.getRawType() == List.class ? List.of(one) : Map.of("one", one);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == SkinFeatures.class) {
      return features();
    }
    if (raw.isRecord()) {
      RecordComponent[] components = raw.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = sample(components[i].getGenericType(), components[i].getName());
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = raw.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    return simple(raw, name);
  }

  private static Object simple(Class<?> type, String name) {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> 7;
      case "long" -> 8L;
      case "double", "Double" -> .5;
      case "boolean" -> true;
      case "Instant" -> MOMENT;
      case "UUID" -> new UUID(1, 2);
      case "String", "Object" -> name;
      default -> throw new IllegalArgumentException("no sample of " + type);
    };
  }

  private static SkinFeatures features() {
    return SkinFeatures.of("u1", "e", "skin@1", "p", MOMENT)
        .withSubject("anna")
        .withSurvey("s", "{\"age\":30}")
        .withSeverity("MILD", .9)
        .withSkinType("DRY", .8)
        .withConditions(Map.of("DEHYDRATION", .7))
        .withSkinScore(88)
        .withFace(new FaceFeatures("light-cool", 2, "oval", "almond", "full"))
        .build();
  }

  private static ObjectNode withTone(SkinFeatures features) {
    return ((ObjectNode) Json.mapper().valueToTree(features)).put("tone", features.tone());
  }

  private static void assertNothingIsLost(JsonNode written, Class<?> type) {
    Object read = Codec.read(Json.write(written).getBytes(StandardCharsets.UTF_8), type);
    assertThat(Json.tree(new String(Codec.write(read), StandardCharsets.UTF_8)))
        .isEqualTo(Json.tree(Json.write(written)));
  }

  private static JsonNode sampleOf(Class<?> type) throws ReflectiveOperationException {
    return Json.mapper().valueToTree(sample(type, "sample"));
  }

  @Test
  void readsFeatures() {
    assertNothingIsLost(withTone(features()), Features.class);
  }

  @Test
  void readsAnalyses() throws Exception {
    ObjectNode analysis = (ObjectNode) sampleOf(Analyses.Analysis.class);
    analysis.set("features", withTone(features()));
    assertNothingIsLost(analysis, Analysis.class);
  }

  @Test
  void readsRecommendations() throws Exception {
    JsonNode recommendation = sampleOf(io.dermaflow.recommend.Recommendation.class);
    assertNothingIsLost(recommendation, Recommendation.class);
    ObjectNode published = Json.mapper().createObjectNode();
    published
        .put("publication", 3)
        .put("published_at", MOMENT.toString())
        .put("subject_id", "anna");
    published.put("source", "live").set("recommendation", recommendation);
    assertNothingIsLost(published, PublishedRecommendation.class);
  }

  @Test
  void readsLooksFeedbackAndErasure() throws Exception {
    assertNothingIsLost(sampleOf(SavedLooks.SavedLook.class), SavedLook.class);
    assertNothingIsLost(sampleOf(FeedbackDesk.Taken.class), FeedbackResult.class);
    assertNothingIsLost(sampleOf(Erasure.Erased.class), Erased.class);
  }

  @Test
  void knowsAllKindsOfFeedback() {
    assertThat(Arrays.stream(Feedback.Kind.values()).map(kind -> text(Codec.write(kind))))
        .containsExactlyElementsOf(
            Arrays.stream(InteractionKind.values())
                .map(kind -> "\"" + kind.name().toLowerCase(Locale.ROOT) + "\"")
                .toList());
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
