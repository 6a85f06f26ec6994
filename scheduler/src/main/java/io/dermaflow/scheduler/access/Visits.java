package io.dermaflow.scheduler.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * Visitors of our pages: a cookie {@code <subject>.<end>.<signature>} that names a pseudonymous
 * subject. Nothing is stored. It counts only in requests of our own pages.
 */
final class Visits {

  static final String COOKIE = "dermaflow_visitor";
  static final Duration LIFE = Duration.ofDays(30);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LONGEST = 200;
  private static final Set<Scope> SCOPES =
      EnumSet.of(Scope.READ, Scope.ANALYZE, Scope.FEEDBACK, Scope.ERASE);

  private final Supplier<byte[]> key;
  private final Clock clock;

  /**
   * @param key read when the first visitor comes
   */
  Visits(Supplier<byte[]> key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  static @Nullable String cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  /** A subject that nobody had before. */
  static String newSubject() {
    return "v-" + UUID.randomUUID();
  }

  /** Who a cookie names; empty when it is not ours, was changed, or has ended. */
  Optional<Caller> find(String cookie) {
    String[] parts = cookie.split("\\.", -1);
    if (cookie.length() > LONGEST || parts.length != 3) {
      return Optional.empty();
    }
    String signed = parts[0] + "." + parts[1];
    byte[] expected = signature(signed).getBytes(StandardCharsets.ISO_8859_1);
    if (!MessageDigest.isEqual(expected, parts[2].getBytes(StandardCharsets.ISO_8859_1))) {
      return Optional.empty();
    }
    // Signed by us: the parts are what we wrote.
    if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])))) {
      return Optional.empty();
    }
    return Optional.of(new Caller(Caller.Kind.VISITOR, parts[0], parts[0], SCOPES));
  }

  /**
   * The cookie of a visitor, for {@link #LIFE} from now.
   *
   * @param secure whether it may travel by https only
   */
  String setCookie(String subjectId, boolean secure) {
    String signed = subjectId + "." + clock.instant().plus(LIFE).getEpochSecond();
    return cookie(signed + "." + signature(signed), LIFE, secure);
  }

  /** Takes the cookie away. */
  static String clearCookie(boolean secure) {
    return cookie("", Duration.ZERO, secure);
  }

  private static String cookie(String value, Duration life, boolean secure) {
    return ResponseCookie.from(COOKIE, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }

  private String signature(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.get(), ALGORITHM));
      byte[] bytes = mac.doFinal(("visitor " + signed).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
