package io.dermaflow.scheduler.platform;

import java.io.IOException;
import java.nio.file.Path;

/** Writes dataset cards: pages that load nothing but the pictures they refer to. */
public final class DatasetCardPage {

  private final ReportPages pages = new ReportPages("dataset-card", "card");

  /** The page of a card. */
  public String html(DatasetCard card) {
    return pages.html(card);
  }

  /**
   * Replaces {@code file} by the page of a card, as a whole or not at all; folders are made.
   *
   * @return {@code file}
   */
  public Path write(DatasetCard card, Path file) throws IOException {
    return pages.write(card, file);
  }
}
