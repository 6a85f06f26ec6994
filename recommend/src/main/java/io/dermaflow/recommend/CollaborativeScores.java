package io.dermaflow.recommend;

/**
 * What others' behaviour says of a product for a person. Thread safe; the same question gets the
 * same answer as long as a recommender uses it.
 */
public interface CollaborativeScores {

  /** Nothing is known of anybody. */
  CollaborativeScores NONE =
      new CollaborativeScores() {
        @Override
        public double score(String subjectId, String productId) {
          return 0;
        }

        @Override
        public double support(String subjectId) {
          return 0;
        }
      };

  /** 0 (nothing speaks for it) to 1 (the best of the catalogue). */
  double score(String subjectId, String productId);

  /** How much history there is of a person: a number of interactions, 0 for somebody new. */
  double support(String subjectId);

  /** Changes whenever a score may: a publication that is made with another one is made anew. */
  default String version() {
    return "";
  }
}
