package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.formats.DatasetFormats;
import io.dermaflow.datasets.splits.SplitMode;

/**
 * How a source is taken.
 *
 * @param format what {@code --format} says
 * @param splits who decides the splits
 * @param consentRequired whether items without consent are set aside
 */
public record DatasetOptions(String format, SplitMode splits, boolean consentRequired) {

  /** Recognised, by whoever does not leak, consent or not. */
  public static final DatasetOptions DEFAULT =
      new DatasetOptions(DatasetFormats.AUTO, SplitMode.AUTO, false);
}
