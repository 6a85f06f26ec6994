package io.dermaflow.scoring;

import java.util.Locale;

/** What the time of a score is spent on. */
public enum ScoringStage {
  /** Waiting for and reading objects. */
  FETCH,
  /** Header, structure and pixels. */
  DECODE,
  /** Whether a picture shows enough. */
  QUALITY,
  /** Finding faces. */
  FACE,
  /** Tone, shape and measurements of the skin. */
  SKIN,
  /** The network. */
  INFER,
  /** Writing rows. */
  WRITE;

  /** In lower case, as documents carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
