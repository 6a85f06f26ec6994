package io.dermaflow.scheduler.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.dermaflow.scheduler.serving.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Tokens (JWT) of one OIDC issuer, by Spring Security's resource server: signature by an asymmetric
 * key of the issuer, issuer, life with {@link #CLOCK_SKEW}, audience. A token is a person's: it
 * reaches the subject that it names and nobody else.
 */
final class Tokens {

  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** Asymmetric only: a shared secret or no signature must never do. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Set<Scope> OF_A_PERSON =
      EnumSet.of(Scope.READ, Scope.ANALYZE, Scope.FEEDBACK, Scope.ERASE);

  private final NimbusJwtDecoder decoder;
  private final String issuer;
  private final String subjectClaim;

  /**
   * @param audience what {@code aud} or {@code client_id} must name, or null for anything
   */
  Tokens(
      URI issuer, @Nullable String audience, String subjectClaim, Clock clock, LongSupplier nanos) {
    this.issuer = issuer.toString();
    this.subjectClaim = subjectClaim;
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new IssuerKeys(issuer, nanos)));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier((claims, context) -> {}); // the validators below do it
    decoder = new NimbusJwtDecoder(processor);
    JwtTimestampValidator life = new JwtTimestampValidator(CLOCK_SKEW);
    life.setClock(clock);
    life.setAllowEmptyExpiryClaim(false);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(life, new JwtIssuerValidator(this.issuer), named(audience))));
  }

  /** Cognito's access tokens have {@code client_id} instead of {@code aud}. */
  private static OAuth2TokenValidator<Jwt> named(@Nullable String audience) {
    return token -> {
      List<String> audiences = token.getAudience();
      boolean fits =
          audience == null
              || (audiences != null && audiences.contains(audience))
              || audience.equals(token.getClaims().get("client_id"));
      return fits
          ? OAuth2TokenValidatorResult.success()
          : OAuth2TokenValidatorResult.failure(
              new OAuth2Error("invalid_token", "The token is for another audience", null));
    };
  }

  /**
   * Whose token it is.
   *
   * @throws RequestRefusedException 401 for a token that is not valid, 503 when the issuer's keys
   *     cannot be had
   */
  Caller caller(String token) {
    Jwt jwt;
    try {
      jwt = decoder.decode(token);
    } catch (BadJwtException e) {
      throw RequestRefusedException.wrongCredential("The token is not valid");
    } catch (JwtException e) {
      throw RequestRefusedException.unavailable("The issuer of tokens does not answer");
    }
    Object named = jwt.getClaims().get(subjectClaim);
    if (!(named instanceof String subject) || !Ids.isSubject(subject)) {
      throw RequestRefusedException.wrongCredential(
          "The token's claim '" + subjectClaim + "' names no subject: " + Ids.EXPECTED);
    }
    return new Caller(
        Caller.Kind.TOKEN,
        issuer + "#" + subject,
        subject,
        scopes(jwt.getClaims().get("scope"), jwt.getClaims().get("scp")));
  }

  /** Our scopes among those of the token; all of a person's where it names none of ours. */
  private static Set<Scope> scopes(@Nullable Object scope, @Nullable Object scp) {
    Set<Scope> found = EnumSet.noneOf(Scope.class);
    for (Object claim : new Object[] {scope == null ? "" : scope, scp == null ? "" : scp}) {
      Collection<?> words = claim instanceof Collection<?> many ? many : List.of(claim);
      for (Object word : words) {
        for (String one : String.valueOf(word).split(" ")) {
          add(one, found);
        }
      }
    }
    return found.isEmpty() ? OF_A_PERSON : found;
  }

  /** {@code read}, or as Cognito's resource servers say it, {@code dermaflow/read}. */
  private static void add(String word, Set<Scope> found) {
    String name = word.startsWith("dermaflow/") ? word.substring("dermaflow/".length()) : word;
    for (Scope scope : Scope.values()) {
      if (scope.text().equals(name.toLowerCase(Locale.ROOT))) {
        found.add(scope);
      }
    }
  }
}
