package io.dermaflow.scheduler.cli;

import io.dermaflow.training.RecipeTimer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long a recipe takes. */
final class RecipeBench {

  private static final int PROJECTED = 10_000;

  private RecipeBench() {}

  static BenchCommand.Bench run(String recipe, int pictures) {
    RecipeTimer timer = new RecipeTimer(pictures);
    RecipeTimer.Time ours = timer.time(recipe);
    RecipeTimer.Time thorough = timer.time("thorough");
    Map<String, Double> detail = new LinkedHashMap<>();
    detail.put("seconds", ours.seconds());
    detail.put("epochs", (double) ours.epochs());
    detail.put("minutes an epoch with 10,000 pictures", PROJECTED / ours.rate() / 60);
    detail.put("minutes an epoch with 10,000 pictures, thorough", PROJECTED / thorough.rate() / 60);
    return BenchCommand.Bench.of(
        "recipe " + recipe,
        "pictures x epochs/s",
        ours.rate(),
        Map.of("thorough", thorough.rate()),
        detail);
  }
}
