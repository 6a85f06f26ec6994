package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.History;

/**
 * A fitted model that ranks items for a history. Immutable, for any number of threads.
 *
 * <p>The same log, settings and seed give the same rankings. The ranking does not depend on how
 * items are numbered.
 */
public interface ItemRanker {

  /** What reports call it. */
  String name();

  /** A worker with memory of its own: some arrays of the number of items. */
  Worker worker();

  /** Ranks; for one thread. */
  interface Worker {

    /**
     * Ranks the items that a history does not have.
     *
     * <p>The more a history tells, the less the popularity of an item counts; an empty history
     * gives the items by popularity.
     *
     * @param history item numbers of the log that was fitted; other numbers are not allowed
     * @param best receives the best items, as many as it has room for unless there are fewer.
     *     Scores are finite and only order the items of this ranking
     */
    void rank(History history, RankedItems best);
  }
}
