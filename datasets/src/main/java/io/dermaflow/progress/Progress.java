package io.dermaflow.progress;

/**
 * Told by long work how far it is. Implementations are cheap, thread-safe, and never throw: work
 * does not fail because somebody watches.
 */
@FunctionalInterface
public interface Progress {

  /** Nobody watches. */
  Progress NONE = (what, done, total) -> {};

  /**
   * @param what short name of the work, e.g. {@code score}
   * @param done items done
   * @param total items in all, or 0 when unknown
   */
  void report(String what, long done, long total);

  /**
   * More about the work that was reported last, for people who want to know why it takes its time.
   *
   * @param text a few words
   */
  default void detail(String text) {}
}
