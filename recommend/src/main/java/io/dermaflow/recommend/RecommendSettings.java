package io.dermaflow.recommend;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files that take the place of those that come with the program; null means the bundled one.
 *
 * @param rules the rules
 * @param ranking the weights of the ranking
 * @param looks the make-up looks
 * @param sentences the words of reasons
 * @param rates what currencies are in ringgit
 */
public record RecommendSettings(
    @Nullable Path rules,
    @Nullable Path ranking,
    @Nullable Path looks,
    @Nullable Path sentences,
    @Nullable Path rates) {

  /** Everything as it comes. */
  public static final RecommendSettings BUNDLED =
      new RecommendSettings(null, null, null, null, null);
}
