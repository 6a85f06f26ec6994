package io.dermaflow.scheduler.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param kind how we know
 * @param id id of the key, issuer and subject of a token, or {@code anonymous}; may be logged
 * @param subjectId the only person the caller may ask about, or null for anybody
 * @param scopes what the caller may do
 */
public record Caller(Kind kind, String id, @Nullable String subjectId, Set<Scope> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** How we know who asks. */
  public enum Kind {
    /** A key of ours: an app's backend. */
    API_KEY,
    /** A token of an OIDC issuer: a person. */
    TOKEN,
    /** A visitor of our pages: a signed cookie that names a pseudonymous subject. */
    VISITOR,
    /** Nobody has to say who they are: allowed on a loopback bind only, unless configured. */
    OPEN
  }
}
