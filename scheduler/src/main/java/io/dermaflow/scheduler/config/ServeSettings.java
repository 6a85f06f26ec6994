package io.dermaflow.scheduler.config;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How {@code serve} answers, and whom.
 *
 * @param open whether callers without a credential may ask about anybody; null for "on a loopback
 *     bind only"
 * @param oidcIssuer whose tokens are taken, or null for none
 * @param oidcAudience audience that tokens must name, or null where it is not looked at
 * @param oidcSubjectClaim claim that names the person
 * @param corsOrigins origins whose browsers may ask, e.g. {@code https://app.example}
 * @param requestsPerMinute most requests of one caller
 * @param analysesPerMinute most analyses of one caller
 * @param dialects dialects that are answered: {@code selfie platform glamai chapters}
 * @param cacheMegabytes memory for precomputed answers
 * @param redis where answers are cached for several processes, or null for memory only
 */
public record ServeSettings(
    @Nullable Boolean open,
    @Nullable URI oidcIssuer,
    @Nullable String oidcAudience,
    String oidcSubjectClaim,
    List<String> corsOrigins,
    int requestsPerMinute,
    int analysesPerMinute,
    Set<String> dialects,
    int cacheMegabytes,
    @Nullable URI redis) {

  public ServeSettings {
    corsOrigins = List.copyOf(corsOrigins);
    dialects = Set.copyOf(dialects);
  }

  @Override
  public String toString() {
    return "ServeSettings[dialects " + dialects + "]"; // no URL: it may carry a password
  }
}
