package io.dermaflow.features;

import io.dermaflow.features.Publication.Check;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds publications beside the served one and switches between them in one step. */
public interface Publications {

  /** A new publication; called again with the same run it returns the one begun before. */
  Publication begin(long run, String inputDigest);

  /**
   * Adds recommendations to a publication that is being built; a subject that is there already is
   * replaced. Takes part in the caller's transaction; made for a thousand at a time.
   *
   * @param bodies JSON by subject
   */
  void add(long publication, Map<String, String> bodies);

  /**
   * Takes recommendations over from another publication into one that is being built, as they are;
   * a subject that is there already is replaced. Takes part in the caller's transaction.
   *
   * @throws IllegalStateException when one of the subjects is not in {@code from}
   */
  void copy(long from, long to, List<String> subjects);

  /**
   * Those of these subjects that were erased since a publication that is being built was begun:
   * nothing of them may be added to it. None is erased until the caller's transaction ends.
   */
  Set<String> erased(long publication, Collection<String> subjects);

  /**
   * Deletes the recommendations of a subject from every publication, and keeps those that are being
   * built from getting it back. Takes part in the caller's transaction.
   *
   * @return number of recommendations
   */
  long erase(String subjectId);

  /** Ends building: {@code CHECKED} when every check passed, else {@code REFUSED}. */
  Publication complete(long publication, List<Check> checks);

  /**
   * Serves this publication from now on; does nothing when it is served already.
   *
   * @throws io.dermaflow.errors.DermaflowException when it is not there or may not be served
   */
  Publication switchTo(long publication, String actor);

  Optional<Publication> find(long publication);

  /** Newest first. */
  List<Publication> list();

  /** Bodies of a publication by subject, a page in subject order. */
  Map<String, String> page(long publication, String after, int limit);

  /** How many subjects have another recommendation in {@code to} than in {@code from}. */
  Diff diff(long from, long to);

  /**
   * @param added subjects only in the second
   * @param removed subjects only in the first
   * @param changed subjects in both with another body
   * @param same subjects in both with the same body
   */
  record Diff(int added, int removed, int changed, int same) {}
}
