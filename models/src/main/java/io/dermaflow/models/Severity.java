package io.dermaflow.models;

/**
 * Acne severity, mildest first. Grades follow the lesion count on half a face (Hayashi et al., J
 * Dermatol 2008): 0, 1–5, 6–20, 21–50, more than 50.
 */
public enum Severity {
  CLEAR,
  MILD,
  MODERATE,
  SEVERE,
  VERY_SEVERE
}
