package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dermaflow.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

  private final SettableClock clock = new SettableClock();
  private final AtomicLong nanos = new AtomicLong();
  private TestIssuer issuer;
  private Tokens tokens;

  @BeforeEach
  void start() throws Exception {
    issuer = new TestIssuer();
    tokens = tokens("app");
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  private Tokens tokens(String audience) {
    return new Tokens(issuer.issuer(), audience, "sub", clock, nanos::get);
  }

  private String token(Map<String, Object> claims) {
    return issuer.token("anna", clock.instant(), claims);
  }

  private void refuses(int status, String token) {
    assertThatThrownBy(() -> tokens.caller(token))
        .isInstanceOfSatisfying(
            RequestRefusedException.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  @Test
  void letsAPersonReachTheirOwnSubject() {
    Caller caller = tokens.caller(token(Map.of("aud", List.of("other", "app"))));
    assertThat(caller.kind()).isEqualTo(Caller.Kind.TOKEN);
    assertThat(caller.subjectId()).isEqualTo("anna");
    assertThat(caller.id()).isEqualTo(issuer.issuer() + "#anna");
    assertThat(caller.scopes())
        .containsExactlyInAnyOrder(Scope.READ, Scope.ANALYZE, Scope.FEEDBACK, Scope.ERASE);
  }

  @Test
  void takesCognitosAccessTokens() {
    Caller caller =
        tokens.caller(
            token(
                Map.of(
                    "client_id", "app",
                    "token_use", "access",
                    "scope", "aws.cognito.signin.user.admin")));
    assertThat(caller.subjectId()).isEqualTo("anna");
    assertThat(caller.scopes()).doesNotContain(Scope.OPERATE).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"openid read, READ", "dermaflow/analyze, ANALYZE", "profile erase, ERASE"})
  void narrowsToTheScopesOfTheToken(String scope, Scope expected) {
    assertThat(tokens.caller(token(Map.of("aud", "app", "scope", scope))).scopes())
        .containsExactly(expected);
    assertThat(
            tokens.caller(token(Map.of("aud", "app", "scp", List.of(scope.split(" "))))).scopes())
        .containsExactly(expected);
  }

  @Test
  void allowsAClockThatIsAMinuteWrongAndNoMore() {
    Instant now = clock.instant();
    String ended =
        issuer.token(
            "anna", now.minusSeconds(59), c -> c.audience("app"), issuer.key, JOSEObjectType.JWT);
    assertThat(tokens.caller(ended).subjectId()).isEqualTo("anna");
    refuses(
        401,
        issuer.token(
            "anna", now.minusSeconds(61), c -> c.audience("app"), issuer.key, JOSEObjectType.JWT));
    refuses(401, token(Map.of("aud", "app", "nbf", Date.from(now.plusSeconds(120)))));
  }

  @Test
  void refusesTokensForOthersByOthersAndOfOthers() throws Exception {
    refuses(401, token(Map.of("aud", "other")));
    refuses(401, token(Map.of()));
    refuses(401, token(Map.of("aud", "app", "iss", "https://evil.example")));
    refuses(
        401,
        issuer.token(
            "anna",
            clock.instant().plusSeconds(60),
            c -> c.audience("app"),
            TestIssuer.newKey("k1"),
            JOSEObjectType.JWT));
    refuses(401, issuer.token("an na|1", clock.instant(), Map.of("aud", "app")));
    refuses(401, "a.b.c");
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.issuer().toString())
            .subject("anna")
            .audience("app")
            .expirationTime(Date.from(clock.instant().plusSeconds(60)))
            .build();
    refuses(401, new PlainJWT(claims).serialize());
    SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    shared.sign(new MACSigner(issuer.key.toRSAPublicKey().getEncoded()));
    refuses(401, shared.serialize());
  }

  @Test
  void takesTheTypeOfAccessTokensAndNoOther() {
    Instant end = clock.instant().plusSeconds(60);
    String access =
        issuer.token("anna", end, c -> c.audience("app"), issuer.key, new JOSEObjectType("at+jwt"));
    assertThat(tokens.caller(access).subjectId()).isEqualTo("anna");
    refuses(
        401,
        issuer.token(
            "anna", end, c -> c.audience("app"), issuer.key, new JOSEObjectType("logout+jwt")));
  }

  @Test
  void saysThatTheIssuerIsAwayAndAsksItSeldom() {
    String token = token(Map.of("aud", "app"));
    issuer.away = true;
    for (int i = 0; i < 20; i++) {
      refuses(503, token);
    }
    assertThat(issuer.asked).hasValue(1);
    issuer.away = false;
    refuses(503, token);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(tokens.caller(token).subjectId()).isEqualTo("anna");
    issuer.away = true;
    nanos.addAndGet(Duration.ofMinutes(59).toNanos());
    assertThat(tokens.caller(token).subjectId()).as("by what is known").isEqualTo("anna");
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    refuses(503, token);
  }

  @Test
  void asksTheIssuerAgainHoweverManyTokensComeMeanwhile() {
    String token = token(Map.of("aud", "app"));
    issuer.away = true;
    for (int i = 0; i < 50; i++) {
      refuses(503, token);
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(issuer.asked).hasValue(10);
  }

  @Test
  void learnsANewKeyButNotForEveryTokenThatNamesOne() throws Exception {
    tokens.caller(token(Map.of("aud", "app")));
    int before = issuer.asked.get();
    String forged =
        issuer.token(
            "anna",
            clock.instant().plusSeconds(60),
            c -> c.audience("app"),
            TestIssuer.newKey("unknown"),
            JOSEObjectType.JWT);
    for (int i = 0; i < 20; i++) {
      refuses(401, forged);
    }
    assertThat(issuer.asked.get() - before).isZero(); // looked within the last half minute
    issuer.key = TestIssuer.newKey("k2");
    String next = token(Map.of("aud", "app"));
    refuses(401, next);
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(tokens.caller(next).subjectId()).isEqualTo("anna");
    assertThat(issuer.asked.get() - before).isEqualTo(2);
  }
}
