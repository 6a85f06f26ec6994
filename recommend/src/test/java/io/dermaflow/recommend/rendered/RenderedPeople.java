package io.dermaflow.recommend.rendered;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.TestPeople;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** People with all that a survey can say; the same number is the same person. */
public final class RenderedPeople {

  private static final String[] ALLERGIES = {
    "niacinamide",
    "fragrance",
    "nuts",
    "salicylic acid",
    "parabens",
    "lanolin",
    "coconut",
    "soy",
    "aloe vera",
    "tea tree oil",
    "alcohol",
    "retinol",
    "zinc",
    "centella asiatica",
    "essential oils",
    "Vitamin C",
    "oats",
    "propolis",
    "sulfates",
    "shea butter",
    "linalool",
    "propylene glycol",
    "green tea",
    "wangian",
    "kacang",
    "none",
    "silicones",
    "hyaluronic acid",
    "panthenol",
    "citrus"
  };
  private static final String[] ACTIVES = {
    "retinol",
    "tretinoin 0.05%",
    "salicylic acid",
    "glycolic_acid",
    "benzoyl peroxide",
    "aha",
    "bha",
    "adapalene",
    "hydroquinone",
    "vitamin c",
    "isotretinoin",
    "moon dust"
  };
  private static final String[] TONES = {
    "fair-cool", "light-neutral", "medium-warm", "tan-warm", "deep-neutral", "unknown"
  };
  private static final String[] BUDGETS = {"<RM50", "RM50-150", ">RM150"};

  private RenderedPeople() {}

  /** Person number {@code i}. */
  public static SkinFeatures features(long i) {
    SplittableRandom random = new SplittableRandom(i * 7_919 + 17);
    SkinType type = SkinType.values()[random.nextInt(SkinType.values().length)];
    Severity severity = Severity.values()[random.nextInt(Severity.values().length)];
    TestPeople person =
        TestPeople.person(severity.name(), type.name())
            .unsure(0.3 + 0.7 * random.nextDouble())
            .toned(one(random, TONES))
            .saying(Json.write(survey(random)));
    for (Condition condition : Condition.values()) {
      person.seenWith(Math.rint(random.nextDouble() * 1e4) / 1e4, condition);
    }
    if (random.nextInt(50) == 0) {
      person.seenAt(TestPeople.SEEN.minus(Duration.ofDays(400)));
    }
    return person.features(String.format(Locale.ROOT, "s%07d", i));
  }

  private static Map<String, Object> survey(SplittableRandom random) {
    Map<String, Object> survey = new LinkedHashMap<>();
    if (random.nextInt(3) == 0) {
      survey.put("allergies", some(random, ALLERGIES, 3));
    }
    if (random.nextInt(4) > 0) {
      survey.put("budget", one(random, BUDGETS));
    }
    survey.put(
        "concerns", some(random, new String[] {"acne", "redness", "pigmentation", "dryness"}, 2));
    if (random.nextInt(3) == 0) {
      survey.put("current_actives", some(random, ACTIVES, 2));
    }
    if (random.nextInt(8) == 0) {
      survey.put("pregnant", true);
    }
    if (random.nextInt(3) == 0) {
      survey.put("age", 6 + random.nextInt(60));
    }
    if (random.nextBoolean()) {
      survey.put("skin_type", one(random, "dry", "oily", "combo", "sensitive"));
    }
    return survey;
  }

  private static List<String> some(SplittableRandom random, String[] of, int most) {
    List<String> some = new ArrayList<>();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      some.add(one(random, of));
    }
    return some;
  }

  private static String one(SplittableRandom random, String... of) {
    return of[random.nextInt(of.length)];
  }
}
