package io.dermaflow.recommend.interactions;

/** What a subject did with a product. Stored by name: never rename one. */
public enum InteractionKind {
  VIEWED,
  LIKED,
  BOUGHT,
  /** Excludes the product for the subject at once. */
  REACTED_BADLY
}
