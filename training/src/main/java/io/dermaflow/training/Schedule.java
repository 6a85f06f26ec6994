package io.dermaflow.training;

import java.util.List;

/**
 * Which epoch comes next, told from the epochs done so far and nothing else: a restarted run comes
 * to the same answer.
 *
 * @param phase index of the phase; the number of phases when all is done
 * @param epochInPhase 0 the first
 */
record Schedule(int phase, int epochInPhase) {

  static Schedule after(Recipe recipe, List<EpochReport> done) {
    int phase = done.isEmpty() ? 0 : done.get(done.size() - 1).phase();
    List<EpochReport> own = done.stream().filter(report -> report.phase() == phase).toList();
    Schedule next = new Schedule(phase, own.size());
    while (next.phase() < recipe.phases().size()
        && (next.epochInPhase() >= recipe.phases().get(next.phase()).epochs()
            || (next.phase() == phase && outOfPatience(recipe, own)))) {
      next = new Schedule(next.phase() + 1, 0);
    }
    return next;
  }

  private static boolean outOfPatience(Recipe recipe, List<EpochReport> epochs) {
    return recipe.patience() > 0
        && !epochs.isEmpty()
        && epochs.size() - 1 - best(epochs) >= recipe.patience();
  }

  /** Index of the epoch with the lowest validation loss, the last one when there is none. */
  static int best(List<EpochReport> epochs) {
    int best = epochs.size() - 1;
    for (int i = epochs.size() - 2; i >= 0; i--) {
      if (epochs.get(i).validLoss() <= epochs.get(best).validLoss()
          && Double.isFinite(epochs.get(i).validLoss())) {
        best = i;
      }
    }
    return best;
  }

  boolean finished(Recipe recipe) {
    return phase >= recipe.phases().size();
  }
}
