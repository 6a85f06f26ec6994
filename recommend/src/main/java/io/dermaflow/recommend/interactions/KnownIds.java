package io.dermaflow.recommend.interactions;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.recommend.Catalogue;
import java.util.Collection;
import java.util.Set;

/** Who and what there is: subjects with features, or products of the catalogue. */
@FunctionalInterface
public interface KnownIds {

  /** Those of the ids that there are. */
  Set<String> among(Collection<String> ids);

  /** Subjects that have features; who was found once is remembered. */
  static KnownIds subjects(FeatureReader features) {
    return new SubjectIds(features);
  }

  /** Products of the newest catalogue. */
  static KnownIds products(Catalogue catalogue) {
    return new ProductIds(catalogue);
  }
}
