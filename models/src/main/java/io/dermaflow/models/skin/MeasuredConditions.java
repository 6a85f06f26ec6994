package io.dermaflow.models.skin;

import io.dermaflow.models.Condition;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Conditions as measurements tell them, without a network: a logistic function of a weighted sum of
 * measurements for each.
 *
 * <p>Calibrated on rendered faces only, where the strength of every sign is known. On photographs
 * the probabilities rank faces at best; they are no diagnosis, and a model that was trained on
 * labelled photographs is to be preferred. A condition whose measurements are missing is missing.
 *
 * @param readings by condition, in the order of the model's output
 */
public record MeasuredConditions(Map<Condition, Reading> readings) {

  /** Where these probabilities come from. */
  public static final String SOURCE = "measured";

  /** Nothing was measured. */
  public static final MeasuredConditions UNKNOWN = new MeasuredConditions(Map.of());

  public MeasuredConditions {
    Map<Condition, Reading> copy = new EnumMap<>(Condition.class);
    copy.putAll(readings);
    readings = Collections.unmodifiableMap(copy);
  }

  /**
   * One condition.
   *
   * @param probability 0..1, present above {@link Condition#PRESENT_ABOVE}
   * @param source where it comes from
   */
  public record Reading(double probability, String source) {

    /**
     * @throws IllegalArgumentException when the probability is not within 0..1
     */
    public Reading {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("probability " + probability + ", expected 0 to 1");
      }
    }

    /** True when the condition counts as present. */
    public boolean isPresent() {
      return probability > Condition.PRESENT_ABOVE;
    }
  }

  /** The conditions of one face. */
  public static MeasuredConditions of(SkinMeasurements measured, Calibration calibration) {
    Map<Condition, Reading> readings = new EnumMap<>(Condition.class);
    calibration
        .formulas()
        .forEach(
            (condition, formula) ->
                formula
                    .findProbability(measured)
                    .ifPresent(p -> readings.put(condition, new Reading(p, SOURCE))));
    return new MeasuredConditions(readings);
  }

  /** What {@link io.dermaflow.models.SkinScore} takes. */
  public Map<Condition, Double> probabilities() {
    Map<Condition, Double> probabilities = new EnumMap<>(Condition.class);
    readings.forEach((condition, reading) -> probabilities.put(condition, reading.probability()));
    return probabilities;
  }

  /**
   * p = 1 / (1 + e^(−z)) with z = bias + Σ weight × measurement.
   *
   * @param bias log odds where all measurements are 0
   * @param weights change of the log odds per point of a measurement
   */
  public record Formula(double bias, Map<Measurement, Double> weights) {

    public Formula {
      Map<Measurement, Double> copy = new EnumMap<>(Measurement.class);
      copy.putAll(weights);
      weights = Collections.unmodifiableMap(copy);
    }

    /** One measurement: even odds at {@code middle}, {@code weight} log odds per point. */
    static Formula rising(Measurement measurement, double middle, double weight) {
      return new Formula(-weight * middle, Map.of(measurement, weight));
    }

    /** The probability, empty when a measurement is missing. */
    OptionalDouble findProbability(SkinMeasurements measured) {
      double z = bias;
      for (Map.Entry<Measurement, Double> term : weights.entrySet()) {
        OptionalDouble value = measured.find(term.getKey());
        if (value.isEmpty()) {
          return OptionalDouble.empty();
        }
        z += term.getValue() * value.getAsDouble();
      }
      return OptionalDouble.of(1 / (1 + Math.exp(-z)));
    }
  }

  /**
   * The formulas of all conditions.
   *
   * @param formulas by condition
   */
  public record Calibration(Map<Condition, Formula> formulas) {

    /**
     * On rendered faces ({@code SelfiePlanner} version 1): even odds between the faces with a sign
     * and those without, whose strengths keep away from the 0.5 at which it is labelled; acne where
     * one lesion is to be told from none.
     */
    public static final Calibration RENDERED =
        new Calibration(
            Map.of(
                Condition.ACNE,
                new Formula(-2.2, Map.of(Measurement.RED_SPOTS, 0.25, Measurement.REDNESS, 0.005)),
                Condition.BLACKHEADS,
                Formula.rising(Measurement.PORES, 45, 0.15),
                Condition.WRINKLES,
                Formula.rising(Measurement.FINE_LINES, 57, 0.12),
                Condition.DULLNESS,
                new Formula(
                    8.2,
                    Map.of(
                        Measurement.VIVIDNESS, -0.19,
                        Measurement.EVENNESS, -0.01,
                        Measurement.SHINE_T_ZONE, -0.005)),
                Condition.REDNESS,
                Formula.rising(Measurement.REDNESS, 20, 0.2),
                Condition.DEHYDRATION,
                Formula.rising(Measurement.DRYNESS, 55, 0.12),
                Condition.HYPERPIGMENTATION,
                Formula.rising(Measurement.BROWN_SPOTS, 25, 0.12),
                Condition.UNEVEN_TEXTURE,
                Formula.rising(Measurement.TEXTURE, 53, 0.15)));

    public Calibration {
      Map<Condition, Formula> copy = new EnumMap<>(Condition.class);
      copy.putAll(formulas);
      formulas = Collections.unmodifiableMap(copy);
    }

    /** The same with another formula for one condition. */
    public Calibration with(Condition condition, Formula formula) {
      Map<Condition, Formula> changed = new EnumMap<>(Condition.class);
      changed.putAll(formulas);
      changed.put(condition, formula);
      return new Calibration(changed);
    }
  }
}
