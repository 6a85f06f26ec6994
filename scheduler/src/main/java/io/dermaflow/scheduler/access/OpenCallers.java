package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether callers without a credential may ask about anybody. Unless configured that is so on a
 * loopback bind only, and only for requests that come from this machine to a name of it: not
 * through a proxy, and not by a name that somebody else's page has pointed here (DNS rebinding).
 */
final class OpenCallers {

  static final Caller OPEN =
      new Caller(Caller.Kind.OPEN, "anonymous", null, EnumSet.allOf(Scope.class));

  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127[.]\\d+[.]\\d+[.]\\d+|::1|0:0:0:0:0:0:0:1");

  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(localhost|127[.]\\d+[.]\\d+[.]\\d+|\\[::1])(:\\d+)?");

  private final boolean always;
  private final boolean fromHere;

  /**
   * @param open as configured, or null
   * @param bind address that is served
   */
  OpenCallers(@Nullable Boolean open, String bind) {
    always = open != null && open;
    fromHere = open == null && isLoopback(bind);
  }

  static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // the server will not start on it either
    }
  }

  boolean admits(HttpServletRequest request) {
    return always
        || (fromHere
            && LOOPBACK_ADDRESS.matcher(request.getRemoteAddr()).matches()
            && isNamed(request.getHeader("Host")));
  }

  /** The header itself: the server's name may come from one that any page can set. */
  private static boolean isNamed(@Nullable String host) {
    return host != null && LOOPBACK_HOST.matcher(host).matches();
  }
}
