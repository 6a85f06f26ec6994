package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.inci.IngredientFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The weights of the ranking; what each means is said in the file.
 *
 * @param version as the file names it
 * @param digest SHA-256 of the file
 * @param staleAfter age from which on what was seen is too old
 * @param seen of a condition in the picture
 * @param said of a concern that was named
 * @param severity of the grade, for acne
 * @param type of the fit to the skin type
 * @param gentle of gentleness
 * @param price of cheapness
 * @param rating of the rating
 * @param sameBrand taken off a second product of a brand
 * @param sameLead taken off a second product with the same leading function
 * @param collaborativeMost largest share of others' behaviour
 * @param collaborativeHalf interactions at which that share is half reached
 * @param target what a maker's claim counts
 * @param effects what functions do
 * @param fit plus and minus for a type where the catalogue names none
 * @param clogging taken off where pores may clog
 * @param brings what a type needs though nothing was seen
 * @param keyList gentleness of a product of which only key ingredients are known
 * @param takesAway what takes gentleness away
 * @param notCheap ringgit from which on a product is not cheap at all
 * @param routines the first that fits decides
 */
public record Weights(
    String version,
    String digest,
    Duration staleAfter,
    Weight seen,
    Weight said,
    Weight severity,
    Weight type,
    Weight gentle,
    Weight price,
    Weight rating,
    Weight sameBrand,
    Weight sameLead,
    Weight collaborativeMost,
    Weight collaborativeHalf,
    Weight target,
    List<Effect> effects,
    Map<SkinType, Map<IngredientFunction, Double>> fit,
    Weight clogging,
    Map<SkinType, Map<Condition, Double>> brings,
    Weight keyList,
    Map<IngredientFunction, Double> takesAway,
    Weight notCheap,
    List<Routine> routines) {

  private static final int SHOWN = 12;

  /** The weights that come with this version. */
  public static Weights bundled() {
    return of(DataFile.resource(Weights.class, "ranking-v1.yaml"));
  }

  /**
   * The weights of a file.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) with line and reason of every mistake
   */
  public static Weights of(DataFile file) {
    return WeightsReader.read(file);
  }

  /** Version and the beginning of the digest: names the weights in a recommendation. */
  public String name() {
    return version + "/" + digest.substring(0, SHOWN);
  }

  /** The routine of a person; the last one is for everybody. */
  public Routine routine(Person person) {
    return routines.stream()
        .filter(routine -> routine.fits(person))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last routine is not for everybody"));
  }
}
