package io.dermaflow.scoring;

/** What became of an upload. Names are stored: never rename one. */
public enum Outcome {
  /** Probabilities were computed. */
  SCORED,
  /** The picture is fine, but an honest answer cannot be given. */
  ABSTAINED,
  /** The upload cannot be used as it is. */
  SET_ASIDE
}
