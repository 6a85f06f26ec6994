package io.dermaflow.recommend.interactions;

import io.dermaflow.features.FeatureReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Subjects that have features. They keep them, so who was found once need not be looked up again.
 */
final class SubjectIds implements KnownIds {

  /** More are not remembered. */
  private static final int MOST = 200_000;

  private final FeatureReader features;
  private final Set<String> found = ConcurrentHashMap.newKeySet();

  SubjectIds(FeatureReader features) {
    this.features = features;
  }

  @Override
  public Set<String> among(Collection<String> ids) {
    if (found.size() > MOST) {
      found.clear();
    }
    Set<String> known = new HashSet<>();
    for (String id : ids) {
      if (found.contains(id) || features.findFeatures(id).isPresent()) {
        found.add(id);
        known.add(id);
      }
    }
    return known;
  }
}
