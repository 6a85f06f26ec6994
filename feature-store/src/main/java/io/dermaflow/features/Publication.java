package io.dermaflow.features;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One complete set of recommendations.
 *
 * @param id 1, 2, …
 * @param state where it is in its life
 * @param inputDigest digest of everything it was computed from
 * @param subjects number of subjects in it
 * @param checks what was checked, and the results
 * @param createdAt when it was begun
 * @param publishedAt when it was last switched to, or null
 */
public record Publication(
    long id,
    State state,
    String inputDigest,
    int subjects,
    List<Check> checks,
    Instant createdAt,
    @Nullable Instant publishedAt) {

  /** States. Names are stored: never rename one. */
  public enum State {
    /** Being filled; nobody reads it. */
    BUILDING,
    /** Complete, its checks passed; may be switched to. */
    CHECKED,
    /** Complete, a check failed; never served. */
    REFUSED,
    /** Served now. */
    CURRENT,
    /** Served before; may be switched back to. */
    RETIRED;

    /** Whether a publication in this state may be switched to. */
    public boolean servable() {
      return this == CHECKED || this == RETIRED || this == CURRENT;
    }
  }

  /**
   * @param name what was checked
   * @param passed whether it holds
   * @param detail figures, for a person
   */
  public record Check(String name, boolean passed, String detail) {}
}
