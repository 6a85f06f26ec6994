package io.dermaflow.models;

/** What the gate said of a trained model. Names are stored: never rename one. */
public enum Verdict {
  /** Registered and made champion. */
  PROMOTED,
  /** Registered; a person has to promote it. */
  NEEDS_APPROVAL,
  /** Registered for the record; it must not become champion. */
  REFUSED,
  /** Registered, no champion was asked for. */
  REGISTERED,
  /** Nothing was trained: this dataset, recipe and seed have a version already. */
  SKIPPED
}
