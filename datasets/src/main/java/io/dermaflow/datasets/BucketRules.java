package io.dermaflow.datasets;

import java.util.List;
import java.util.Map;

/**
 * Rules of our bucket as a whole: which browsers may write to signed URLs (CORS), and what the
 * storage deletes by itself (lifecycle). Rules that somebody else has put there stay.
 */
public interface BucketRules {

  /** Name of the rules that are ours, and how the names of those of a prefix begin. */
  String OURS = "dermaflow";

  /**
   * What should be.
   *
   * @param origins origins whose browsers PUT uploads; none for no CORS rule
   * @param expiryDays after how many days objects below a prefix are deleted
   */
  record Wanted(List<String> origins, Map<String, Integer> expiryDays) {
    public Wanted {
      origins = List.copyOf(origins);
      expiryDays = Map.copyOf(expiryDays);
    }
  }

  /** How it is. */
  enum State {
    /** As wanted. */
    RIGHT,
    /** Not as wanted. */
    WRONG,
    /** Was not as wanted, and is now. */
    FIXED,
    /** The endpoint knows no such rules. */
    UNSUPPORTED,
    /** The credentials do not allow to look or to change. */
    DENIED
  }

  /**
   * What came of one kind of rules.
   *
   * @param rules {@code cors} or {@code lifecycle}
   * @param found what is there, for a person
   * @param wanted what should be there, for a person
   */
  record Finding(String rules, State state, String found, String wanted) {}

  /**
   * Looks and changes nothing.
   *
   * @return one finding for CORS and one for the lifecycle, in this order
   * @throws StorageException when the endpoint does not answer, or there is no bucket
   */
  List<Finding> look(Wanted wanted);

  /**
   * Puts what is missing; what is right already is not written.
   *
   * @return as {@link #look}, after the change
   * @throws StorageException when the endpoint does not answer, or there is no bucket
   */
  List<Finding> fix(Wanted wanted);
}
