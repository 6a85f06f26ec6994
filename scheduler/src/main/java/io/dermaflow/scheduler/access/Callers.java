package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Finds out who asks. A credential that is there must be right, also where none is needed. */
final class Callers {

  private final KnownKeys keys;
  private final @Nullable Tokens tokens;
  private final Visits visits;
  private final OpenCallers open;
  private final CrossOriginFilter origins;

  /**
   * @param tokens null where no issuer is configured
   */
  Callers(
      KnownKeys keys,
      @Nullable Tokens tokens,
      Visits visits,
      OpenCallers open,
      CrossOriginFilter origins) {
    this.keys = keys;
    this.tokens = tokens;
    this.visits = visits;
    this.open = open;
    this.origins = origins;
  }

  /**
   * Who asks.
   *
   * @param mayLookUp asked before an unknown key is looked up
   * @throws RequestRefusedException 401, 403, 429 or 503
   */
  Caller find(HttpServletRequest request, Routes.Kind kind, BooleanSupplier mayLookUp) {
    return switch (kind) {
      case STATIC -> RequestAccess.NOBODY;
      case PUBLIC ->
          visitor(request)
              .filter(caller -> RequestOrigin.isSafe(request) || RequestOrigin.isOurs(request))
              .orElseGet(() -> open.admits(request) ? OpenCallers.OPEN : RequestAccess.NOBODY);
      case OPERATE -> operator(request, mayLookUp);
      case GUARDED -> guarded(request, mayLookUp);
    };
  }

  private Caller operator(HttpServletRequest request, BooleanSupplier mayLookUp) {
    String credential = credential(request);
    Caller caller = credential == null ? open(request) : of(credential, mayLookUp);
    if (!caller.scopes().contains(Scope.OPERATE)) {
      throw RequestRefusedException.forbidden(
          "This credential has not the scope '" + Scope.OPERATE.text() + "'");
    }
    return caller;
  }

  private Caller guarded(HttpServletRequest request, BooleanSupplier mayLookUp) {
    String credential = credential(request);
    if (credential != null) {
      return of(credential, mayLookUp);
    }
    if (Visits.cookie(request) == null) {
      return open(request);
    }
    Caller caller =
        visitor(request)
            .orElseThrow(
                () -> RequestRefusedException.wrongCredential("The visit has ended: begin anew"));
    boolean ours =
        RequestOrigin.isSafe(request)
            ? !RequestOrigin.isForeign(request)
            : RequestOrigin.isOurs(request);
    if (!ours) {
      throw RequestRefusedException.forbidden("A visit counts on our own pages only");
    }
    return caller;
  }

  private Optional<Caller> visitor(HttpServletRequest request) {
    return Optional.ofNullable(Visits.cookie(request)).flatMap(visits::find);
  }

  private Caller open(HttpServletRequest request) {
    if (!open.admits(request)) {
      throw RequestRefusedException.noCredential();
    }
    // Being on this network is no consent: a page of somebody else must not use it.
    if (!RequestOrigin.isSafe(request)
        && RequestOrigin.isForeign(request)
        && !origins.allows(request.getHeader("Origin"))) {
      throw RequestRefusedException.forbidden(
          "A page of another origin may not ask; access.cors-origins lists those that may");
    }
    return OpenCallers.OPEN;
  }

  private static @Nullable String credential(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null) {
      return request.getHeader("X-Api-Key");
    }
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).strip()
        : authorization.strip();
  }

  private Caller of(String credential, BooleanSupplier mayLookUp) {
    if (credential.startsWith(KeyText.PREFIX)) {
      return KeyText.parse(credential)
          .flatMap(key -> keys.find(key, mayLookUp))
          .orElseThrow(() -> RequestRefusedException.wrongCredential("The key is not valid"));
    }
    if (tokens == null || !isToken(credential)) {
      throw RequestRefusedException.wrongCredential("The key or token is not valid");
    }
    return tokens.caller(credential);
  }

  private static boolean isToken(String credential) {
    return credential.length() <= 8192 && credential.chars().filter(c -> c == '.').count() == 2;
  }
}
