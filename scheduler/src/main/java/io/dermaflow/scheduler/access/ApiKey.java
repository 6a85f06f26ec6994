package io.dermaflow.scheduler.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of the API, without its secret.
 *
 * @param id part of the key; may be logged
 * @param name what a person calls it, unique among keys that are not revoked
 * @param scopes what it may do
 * @param subjectId the only person it may ask about, or null for anybody
 * @param expiresAt when it ends by itself, or null
 * @param rotatedAt when its secret was last replaced, or null
 * @param revokedAt when it was ended, or null
 * @param lastUsedAt when it was last used, to a minute; null for never
 */
public record ApiKey(
    String id,
    String name,
    Set<Scope> scopes,
    @Nullable String subjectId,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant rotatedAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {

  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it is taken at this moment. */
  public boolean isTaken(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
