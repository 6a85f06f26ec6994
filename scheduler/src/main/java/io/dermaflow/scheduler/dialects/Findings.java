package io.dermaflow.scheduler.dialects;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scoring.OutcomeReason;
import java.util.Arrays;
import java.util.List;

/** What the dialects read out of an analysis. */
public final class Findings {

  private Findings() {}

  /** Whether there is something to say of the skin in the picture. */
  public static boolean answers(Analysis analysis) {
    SkinFeatures features = analysis.features();
    return switch (analysis.status()) {
      case SCORED -> features != null;
      case ABSTAINED ->
          features != null && features.answered() && analysis.reason() != OutcomeReason.NO_FACE;
      case SET_ASIDE, NOT_ARRIVED -> false;
    };
  }

  /** Whether the picture has too many bytes or pixels. */
  public static boolean tooLarge(Analysis analysis) {
    return analysis.status() == Status.SET_ASIDE && analysis.reason() == OutcomeReason.TOO_LARGE;
  }

  /** Why there is nothing to say, in words. */
  public static String why(Analysis analysis) {
    OutcomeReason reason = analysis.reason();
    if (analysis.status() == Status.NOT_ARRIVED) {
      return "no picture has arrived";
    }
    if (reason == OutcomeReason.SURVEY_INVALID && !analysis.detail().isBlank()) {
      return analysis.detail();
    }
    return reason == null ? "the picture says nothing" : reason.meaning();
  }

  /** The type that counts: as the recommendation has it, else as seen, else what suits most. */
  public static SkinType type(Analysis analysis) {
    Recommendation recommendation = analysis.recommendation();
    if (recommendation != null) {
      return SkinType.valueOf(recommendation.skinType());
    }
    SkinFeatures features = analysis.features();
    String seen = features == null ? null : features.skinType();
    return seen == null ? SkinType.NORMAL : SkinType.valueOf(seen);
  }

  /** Conditions with a probability above one half, in the order of the model's output. */
  public static List<Condition> present(SkinFeatures features) {
    return Arrays.stream(Condition.values())
        .filter(
            condition ->
                features.conditions().getOrDefault(condition.name(), 0.0) > Condition.PRESENT_ABOVE)
        .toList();
  }
}
