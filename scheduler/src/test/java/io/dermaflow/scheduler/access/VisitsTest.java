package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.testing.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitsTest {

  @TempDir Path home;
  private final SettableClock clock = new SettableClock();
  private final Visits visits = new Visits(() -> new byte[32], clock);

  private static String value(String setCookie) {
    return setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';'));
  }

  @Test
  void knowsAVisitorForThirtyDays() {
    String subject = Visits.newSubject();
    String cookie = value(visits.setCookie(subject, false));
    Caller caller = visits.find(cookie).orElseThrow();
    assertThat(caller.kind()).isEqualTo(Caller.Kind.VISITOR);
    assertThat(caller.subjectId()).isEqualTo(subject).matches("v-[0-9a-f-]{36}");
    assertThat(caller.scopes())
        .containsExactlyInAnyOrder(Scope.READ, Scope.ANALYZE, Scope.FEEDBACK, Scope.ERASE);
    clock.advance(Visits.LIFE.minusSeconds(1));
    assertThat(visits.find(cookie)).isPresent();
    clock.advance(java.time.Duration.ofSeconds(1));
    assertThat(visits.find(cookie)).isEmpty();
  }

  @Test
  void keepsTheCookieFromScriptsOtherSitesAndPlainHttp() {
    assertThat(visits.setCookie("v-1", true))
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000", "Secure");
    assertThat(visits.setCookie("v-1", false)).doesNotContain("Secure");
    assertThat(Visits.clearCookie(true)).contains("Max-Age=0", "HttpOnly");
  }

  @Test
  void takesNoCookieThatWasChangedOrSignedByAnotherKey() {
    String cookie = value(visits.setCookie("v-anna", false));
    String[] parts = cookie.split("\\.");
    List<String> forged = new ArrayList<>();
    forged.add("v-bella." + parts[1] + "." + parts[2]);
    forged.add(parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2]);
    forged.add(parts[0] + "." + parts[1] + ".");
    forged.add(parts[0] + "." + parts[1]);
    forged.add("");
    forged.add("a.b.c.d");
    forged.add("x".repeat(5000));
    forged.add(value(new Visits(() -> new byte[] {1}, clock).setCookie("v-anna", false)));
    assertThat(forged).allSatisfy(text -> assertThat(visits.find(text)).isEmpty());
    assertThat(visits.find(cookie)).isPresent();
  }

  @Test
  void makesAKeyOnceThatItsOwnerAloneMayRead() throws Exception {
    Set<String> made = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () ->
                  made.add(
                      Base64.getEncoder()
                          .encodeToString(VisitorKey.load(null, home, new SecureRandom()))));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(made).hasSize(1);
    Path file = home.resolve("secrets/visitor.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.list(file.getParent())).hasSize(1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> VisitorKey.load(null, home, new SecureRandom()))
        .hasMessageContaining("chmod 600");
  }

  @Test
  void takesAGivenKeyThatIsLongEnough() {
    String given = Base64.getEncoder().encodeToString(new byte[32]);
    assertThat(VisitorKey.load(given, home, new SecureRandom())).hasSize(32);
    assertThat(home.resolve("secrets")).doesNotExist();
    assertThatThrownBy(() -> VisitorKey.load("c2hvcnQ=", home, new SecureRandom()))
        .hasMessageContaining("DERMAFLOW_VISITOR_KEY");
  }
}
