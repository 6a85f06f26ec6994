package io.dermaflow.models.skin;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.models.FaceBox;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on one face. Under light that is up to 15 % brighter or darker, or 10 levels of
 * offset, values move by 15 points at most while nothing is clipped.
 *
 * @param values 0..100 by measurement; what could not be measured is missing
 */
public record SkinMeasurements(Map<Measurement, Double> values) {

  /** Nothing could be measured: too few pixels, too little skin, or light that hides it. */
  public static final SkinMeasurements UNKNOWN = new SkinMeasurements(Map.of());

  /**
   * @throws IllegalArgumentException when a value is not within 0..100
   */
  public SkinMeasurements {
    values.forEach(
        (key, value) -> {
          if (!(value >= 0 && value <= 100)) {
            throw new IllegalArgumentException(key + " is " + value + ", expected 0 to 100");
          }
        });
    Map<Measurement, Double> copy = new EnumMap<>(Measurement.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * @param landmarks points of the face, or null to find the eyes in the box
   * @throws IllegalArgumentException when the box has no size
   */
  public static SkinMeasurements of(Picture picture, FaceBox face, @Nullable Landmarks landmarks) {
    return SkinMeter.measure(FaceView.of(picture, face, landmarks));
  }

  /** True when there is anything. */
  public boolean isKnown() {
    return !values.isEmpty();
  }

  /** One measurement, empty when it could not be taken. */
  public OptionalDouble find(Measurement measurement) {
    Double value = values.get(measurement);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
