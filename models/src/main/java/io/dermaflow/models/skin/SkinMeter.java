package io.dermaflow.models.skin;

import java.util.EnumMap;
import java.util.Map;

/** Takes all measurements of a face. */
final class SkinMeter {

  /** Smaller boxes, in pixels of the picture, show no detail of skin. */
  static final double LEAST_BOX = 64;

  /** Share of the face that has to be skin. */
  private static final double LEAST_SHARE = 0.35;

  private static final int FEWEST_PIXELS = 4000;

  private SkinMeter() {}

  static SkinMeasurements measure(FaceView view) {
    if (view.boxSide() < LEAST_BOX || view.mask().share() < LEAST_SHARE || !view.isLit()) {
      return SkinMeasurements.UNKNOWN;
    }
    if (view.mask().surfacePixels() < FEWEST_PIXELS) {
      return SkinMeasurements.UNKNOWN;
    }
    SkinMaps maps = new SkinMaps(view);
    Map<Measurement, Double> values = new EnumMap<>(Measurement.class);
    Colours colours = new Colours(view, maps);
    put(values, Measurement.REDNESS, colours.redness());
    put(values, Measurement.EVENNESS, colours.evenness());
    put(values, Measurement.VIVIDNESS, colours.vividness());
    Spots spots = new Spots(view, maps);
    put(values, Measurement.SPOTS, spots.all());
    put(values, Measurement.RED_SPOTS, spots.red());
    put(values, Measurement.BROWN_SPOTS, spots.brown());
    put(values, Measurement.PORES, spots.pores());
    Surface surface = new Surface(view, maps, spots);
    put(values, Measurement.TEXTURE, surface.texture());
    put(values, Measurement.DRYNESS, surface.dryness());
    Shine shine = new Shine(view);
    put(values, Measurement.SHINE_T_ZONE, shine.tZone());
    put(values, Measurement.SHINE_CHEEKS, shine.cheeks());
    put(values, Measurement.FINE_LINES, new Lines(view, maps).score());
    return new SkinMeasurements(values);
  }

  private static void put(Map<Measurement, Double> values, Measurement key, double value) {
    if (Double.isFinite(value)) {
      values.put(key, value);
    }
  }
}
