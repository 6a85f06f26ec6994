package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.LongSupplier;

/**
 * How much each caller may ask. Counted for the key, the subject of a token, or the visitor; for
 * callers without a credential, and for wrong credentials, by client address. Visitors cost nothing
 * to become, so they also count for their address.
 */
final class Admission {

  /** Most wrong credentials of one address in a minute. */
  static final int WRONG_CREDENTIALS = 60;

  /** Most requests and analyses of one visitor in a minute, and visits begun at one address. */
  static final int VISITOR_REQUESTS = 300;

  static final int VISITOR_ANALYSES = 10;
  static final int VISITS = 60;

  private final RateLimits requests;
  private final RateLimits analyses;
  private final RateLimits visitorRequests;
  private final RateLimits visitorAnalyses;
  private final RateLimits visits;
  private final RateLimits wrong;

  Admission(int requestsPerMinute, int analysesPerMinute, LongSupplier nanos) {
    requests = new RateLimits("requests", requestsPerMinute, nanos);
    analyses = new RateLimits("analyses", analysesPerMinute, nanos);
    visitorRequests =
        new RateLimits("requests", Math.min(VISITOR_REQUESTS, requestsPerMinute), nanos);
    visitorAnalyses =
        new RateLimits("analyses", Math.min(VISITOR_ANALYSES, analysesPerMinute), nanos);
    visits = new RateLimits("visits", VISITS, nanos);
    wrong = new RateLimits("credentials", WRONG_CREDENTIALS, nanos);
  }

  /**
   * Counts a request that was let in, and says on the answer what is left.
   *
   * @throws RequestRefusedException 429
   */
  void count(HttpServletRequest request, HttpServletResponse response, String path, Caller caller) {
    if (path.startsWith(Routes.HEALTH)) {
      return;
    }
    boolean visitor = caller.kind() == Caller.Kind.VISITOR;
    boolean named = caller.kind() != Caller.Kind.OPEN;
    String address = visitor || !named ? address(request) : "";
    String who = named ? caller.id() : address;
    take(visitor ? visitorRequests : requests, who, response);
    if (visitor) {
      require(requests.take(address), requests);
    }
    if (Routes.isAnalysis(request.getMethod(), path)) {
      take(visitor ? visitorAnalyses : analyses, who, response);
      if (visitor) {
        require(analyses.take(address), analyses);
      }
    } else if (path.equals("/visit") && request.getMethod().equals("POST")) {
      take(visits, address(request), response);
    }
  }

  /** The last of several limits, the narrowest, is the one that is told. */
  private static void take(RateLimits limits, String who, HttpServletResponse response) {
    RateLimits.Taken taken = limits.take(who);
    response.setHeader("RateLimit-Policy", limits.policy());
    response.setHeader(
        "RateLimit",
        "\"" + limits.name() + "\";r=" + Math.max(0, taken.remaining()) + ";t=" + taken.seconds());
    require(taken, limits);
  }

  private static void require(RateLimits.Taken taken, RateLimits limits) {
    if (!taken.isAllowed()) {
      throw RequestRefusedException.tooMany(
          "More than " + limits.perMinute() + " " + limits.name() + " in a minute",
          taken.seconds());
    }
  }

  /** Whether this address has not yet sent too many wrong credentials. */
  boolean mayTry(HttpServletRequest request) {
    return wrong.hasSome(address(request));
  }

  /** Counts a request that was not let in; gives what to answer. */
  RequestRefusedException countRefused(
      HttpServletRequest request, RequestRefusedException refusal) {
    if (refusal.status() != 401) {
      return refusal;
    }
    RateLimits limits = refusal.presented() ? wrong : requests;
    RateLimits.Taken taken = limits.take(address(request));
    return taken.isAllowed()
        ? refusal
        : RequestRefusedException.tooMany(
            "More than " + limits.perMinute() + " refused requests in a minute", taken.seconds());
  }

  /** The client's address; of IPv6 the network, for a client has as many as it likes. */
  static String address(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    if (address.indexOf(':') < 0) {
      return address;
    }
    int at = -1;
    for (int groups = 0; groups < 4; groups++) {
      int next = address.indexOf(':', at + 1);
      if (next < 0) {
        return address;
      }
      at = next;
    }
    return address.substring(0, at);
  }
}
