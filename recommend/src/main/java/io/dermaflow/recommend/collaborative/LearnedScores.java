package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.interactions.InteractionLog;
import io.dermaflow.recommend.interactions.InteractionLogs;
import io.dermaflow.recommend.interactions.InteractionWeights;
import io.dermaflow.recommend.interactions.Interactions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the interactions of all say: the method that validation chooses for them, fitted to all of
 * them. The score of a product is what its place in the subject's ranking counts, 1 for the first,
 * {@code 1 / log2(place + 2)} down to the hundredth and 0 from there on.
 *
 * <p>Asking for the version looks whether there are new interactions, and learns from them; between
 * two such looks nothing changes.
 */
public final class LearnedScores implements CollaborativeScores {

  private static final int SCORED = 100;

  private final Interactions interactions;
  private final InteractionWeights weights;
  private final long seed;
  private final ThreadLocal<Memory> memories = new ThreadLocal<>();
  private volatile @Nullable Fitted fitted;

  /**
   * @param seed decides ties and whatever else is random
   */
  public LearnedScores(Interactions interactions, InteractionWeights weights, long seed) {
    this.interactions = interactions;
    this.weights = weights;
    this.seed = seed;
  }

  private record Fitted(
      long revision, InteractionLog log, Map<String, Integer> subjects, ItemRanker ranker) {}

  /** The ranking that a thread asked for last. */
  private static final class Memory {
    private final Fitted fitted;
    private final ItemRanker.Worker worker;
    private final RankedItems best = new RankedItems(SCORED);
    private final Map<String, Double> scores = new HashMap<>();
    private int subject = -1;

    Memory(Fitted fitted) {
      this.fitted = fitted;
      worker = fitted.ranker().worker();
    }

    double score(int of, String product) {
      if (subject != of) {
        worker.rank(fitted.log().history(of), best);
        scores.clear();
        for (int place = 0; place < best.size(); place++) {
          scores.put(fitted.log().product(best.item(place)), HeldOut.discount(place));
        }
        subject = of;
      }
      return scores.getOrDefault(product, 0.0);
    }
  }

  @Override
  public double score(String subjectId, String productId) {
    Fitted now = current();
    Integer subject = now.subjects().get(subjectId);
    if (subject == null) {
      return 0;
    }
    Memory memory = memories.get();
    if (memory == null || memory.fitted != now) {
      memory = new Memory(now);
      memories.set(memory);
    }
    return memory.score(subject, productId);
  }

  @Override
  public double support(String subjectId) {
    Fitted now = current();
    Integer subject = now.subjects().get(subjectId);
    double support = 0;
    if (subject != null) {
      for (int position = now.log().start(subject); position < now.log().end(subject); position++) {
        support += now.log().weight(position) > 0 ? 1 : 0;
      }
    }
    return support;
  }

  @Override
  public String version() {
    return Long.toString(renewed().revision());
  }

  private Fitted current() {
    Fitted now = fitted;
    return now == null ? renewed() : now;
  }

  private synchronized Fitted renewed() {
    long revision = interactions.revision();
    Fitted now = fitted;
    if (now == null || now.revision() != revision) {
      now = fit(revision);
      fitted = now;
    }
    return now;
  }

  private Fitted fit(long revision) {
    InteractionLog log = InteractionLogs.read(interactions, weights);
    Map<String, Integer> subjects = new HashMap<>();
    for (int subject = 0; subject < log.subjects(); subject++) {
      subjects.put(log.subject(subject), subject);
    }
    RankerTrainer chosen = new ModelChoice(seed).choose(log).trainer();
    return new Fitted(revision, log, subjects, chosen.fit(new LogStatistics(log, seed)));
  }
}
