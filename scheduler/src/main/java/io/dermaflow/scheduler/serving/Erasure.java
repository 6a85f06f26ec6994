package io.dermaflow.scheduler.serving;

/**
 * Deletes everything of a person: uploads in storage (originals and refused ones too), features,
 * outcomes, recommendations in every publication, analyses, looks, interactions.
 */
public interface Erasure {

  /** How many were deleted of each. */
  record Erased(
      long uploads,
      long objects,
      long features,
      long recommendations,
      long analyses,
      long looks,
      long interactions) {}

  /** May be called again at any time, and after a failure must be: it goes on where it was. */
  Erased erase(String subjectId);
}
