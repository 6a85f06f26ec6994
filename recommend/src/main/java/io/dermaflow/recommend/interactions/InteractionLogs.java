package io.dermaflow.recommend.interactions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes logs of what is stored. */
public final class InteractionLogs {

  private static final int PAGE = 10_000;

  private InteractionLogs() {}

  /**
   * All interactions. What a subject did with a product becomes one: at its newest time, with the
   * largest weight; after a bad reaction, whenever it was, with none.
   */
  public static InteractionLog read(Interactions interactions, InteractionWeights weights) {
    InteractionLog.Builder log = InteractionLog.builder();
    List<Interaction> ofSubject = new ArrayList<>();
    List<Interaction> page = interactions.page(Optional.empty(), PAGE);
    while (!page.isEmpty()) {
      for (Interaction next : page) {
        if (!ofSubject.isEmpty() && !ofSubject.get(0).subject().equals(next.subject())) {
          add(log, ofSubject, weights);
          ofSubject.clear();
        }
        ofSubject.add(next);
      }
      page = interactions.page(Optional.of(page.get(page.size() - 1)), PAGE);
    }
    add(log, ofSubject, weights);
    return log.build();
  }

  private static void add(
      InteractionLog.Builder log, List<Interaction> ofSubject, InteractionWeights weights) {
    Map<String, Float> byProduct = new LinkedHashMap<>();
    Map<String, Interaction> newest = new LinkedHashMap<>();
    for (Interaction next : ofSubject) {
      float weight = weights.of(next.kind());
      boolean bad = next.kind() == InteractionKind.REACTED_BADLY;
      byProduct.merge(
          next.product(), bad ? -1 : weight, (a, b) -> a < 0 || b < 0 ? -1 : Math.max(a, b));
      newest.put(next.product(), next);
    }
    newest.forEach(
        (product, at) ->
            log.add(
                at.subject(),
                product,
                at.at().toEpochMilli(),
                Math.max(0, byProduct.getOrDefault(product, 0f))));
  }
}
