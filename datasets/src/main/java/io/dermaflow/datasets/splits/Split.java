package io.dermaflow.datasets.splits;

import java.util.Locale;

/** The three parts of a dataset version. */
public enum Split {
  TRAIN(0.7),
  VALID(0.1),
  TEST(0.2);

  private final double share;

  Split(double share) {
    this.share = share;
  }

  /** The share of items that it should get. */
  public double share() {
    return share;
  }

  /** As manifests and tables write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By {@link #key}. */
  public static Split of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
