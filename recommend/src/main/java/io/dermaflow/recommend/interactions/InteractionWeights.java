package io.dermaflow.recommend.interactions;

/**
 * How much an interaction speaks for a product. A bad reaction speaks for nothing: the subject
 * knows the product, that is all.
 *
 * @param viewed of a view, 0 to 1: most views lead to nothing
 * @param liked of a like, 0 to 1
 * @param bought of a purchase, 0 to 1
 */
public record InteractionWeights(float viewed, float liked, float bought) {

  /** A view is a third of a purchase, a like nearly one. */
  public static final InteractionWeights DEFAULT = new InteractionWeights(0.3f, 0.8f, 1);

  public InteractionWeights {
    for (float weight : new float[] {viewed, liked, bought}) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new IllegalArgumentException("weight " + weight + ", expected 0 to 1");
      }
    }
  }

  public float of(InteractionKind kind) {
    return switch (kind) {
      case VIEWED -> viewed;
      case LIKED -> liked;
      case BOUGHT -> bought;
      case REACTED_BADLY -> 0;
    };
  }
}
