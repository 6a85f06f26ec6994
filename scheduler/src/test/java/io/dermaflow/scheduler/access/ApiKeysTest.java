package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.access.ApiKeys.Issued;
import io.dermaflow.scheduler.access.ApiKeys.Wanted;
import io.dermaflow.scheduler.serving.ServingSchema;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApiKeysTest {

  private static TestDatabase database;

  private final SettableClock clock = new SettableClock();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Runnable> beside = new ArrayList<>();
  private ApiKeys keys;
  private KnownKeys known;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.with(ServingSchema.MIGRATION);
  }

  @BeforeEach
  void begin() {
    database.jdbc().sql("delete from serving.api_key").update();
    keys = new ApiKeys(database.jdbc(), new SecureRandom(), clock);
    Ticker ticker = nanos::get;
    known = new KnownKeys(keys, clock, beside::add, ticker);
  }

  private void pass(Duration time) {
    clock.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  private Optional<Caller> ask(String written) {
    return KeyText.parse(written).flatMap(key -> known.find(key, () -> true));
  }

  private void runBeside() {
    List<Runnable> tasks = List.copyOf(beside);
    beside.clear();
    tasks.forEach(Runnable::run);
  }

  /** The cache cleans itself there, too. */
  private static boolean isOurs(Runnable task) {
    return task.getClass().getName().startsWith(KnownKeys.class.getName());
  }

  private static Wanted app(String name) {
    return new Wanted(name, Set.of(Scope.READ, Scope.ANALYZE), null, null);
  }

  @Test
  void takesAKeyThatItMade() {
    Issued issued = keys.create(app("shop"), "me");
    assertThat(issued.written()).matches("dfk_[a-z2-7]{12}_[A-Za-z0-9_-]{43}");
    assertThat(ask(issued.written()))
        .contains(
            new Caller(
                Caller.Kind.API_KEY, issued.key().id(), null, Set.of(Scope.READ, Scope.ANALYZE)));
    assertThat(issued.toString()).doesNotContain(issued.written().substring(17));
  }

  @Test
  void storesNoSecret() {
    Issued issued = keys.create(app("shop"), "me");
    String secret = issued.written().substring(17);
    JdbcClient jdbc = database.jdbc();
    assertThat(jdbc.sql("select k::text from serving.api_key k").query(String.class).single())
        .contains(issued.key().id())
        .doesNotContain(secret);
    assertThat(jdbc.sql("select secret_hash from serving.api_key").query(byte[].class).single())
        .isEqualTo(KeyText.digest(secret));
  }

  @Test
  void refusesWhatIsNotExactlyTheKey() {
    String written = keys.create(app("shop"), "me").written();
    char last = written.charAt(written.length() - 1);
    String other = written.substring(0, written.length() - 1) + (last == 'A' ? 'B' : 'A');
    assertThat(ask(other)).isEmpty();
    assertThat(ask(written + "A")).isEmpty();
    assertThat(ask("dfk_aaaaaaaaaaaa_" + written.substring(17))).isEmpty();
    assertThat(ask("dfk_' or 1=1 --_" + written.substring(17))).isEmpty();
    assertThat(ask(written)).isPresent();
  }

  @Test
  void endsARevokedKeyEverywhereWithinTenSeconds() {
    Issued issued = keys.create(app("shop"), "me");
    assertThat(ask(issued.written())).isPresent();
    ApiKey revoked = keys.revoke("shop", "me");
    assertThat(revoked.revokedAt()).isEqualTo(clock.instant());
    // Nobody renews what is known: the worst case.
    pass(KnownKeys.LONGEST_MEMORY);
    assertThat(ask(issued.written())).isEmpty();
    assertThat(KnownKeys.LONGEST_MEMORY).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void renewsWhatIsKnownBesideTheRequests() {
    Issued issued = keys.create(app("shop"), "me");
    ask(issued.written());
    runBeside();
    keys.revoke(issued.key().id(), "me");
    pass(Duration.ofSeconds(5));
    assertThat(ask(issued.written())).isPresent(); // told from memory, renewal begins
    runBeside();
    assertThat(ask(issued.written())).isEmpty();
  }

  @Test
  void endsAKeyWhenItExpires() {
    Issued issued =
        keys.create(new Wanted("short", Set.of(Scope.READ), "anna", Duration.ofDays(1)), "me");
    assertThat(ask(issued.written()).orElseThrow().subjectId()).isEqualTo("anna");
    pass(Duration.ofDays(1).minusSeconds(1));
    assertThat(ask(issued.written())).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(ask(issued.written())).isEmpty();
    assertThatThrownBy(() -> keys.rotate("short", Duration.ZERO, "me"))
        .hasMessageContaining("expired");
  }

  @Test
  void takesTheSecretBeforeARotationForAWhile() {
    Issued first = keys.create(app("shop"), "me");
    Issued second = keys.rotate("shop", Duration.ofHours(1), "me");
    assertThat(second.key().id()).isEqualTo(first.key().id());
    assertThat(second.written()).isNotEqualTo(first.written());
    assertThat(ask(first.written())).isPresent();
    assertThat(ask(second.written())).isPresent();
    pass(Duration.ofHours(1));
    assertThat(ask(first.written())).isEmpty();
    assertThat(ask(second.written())).isPresent();
    Issued third = keys.rotate("shop", Duration.ZERO, "me");
    pass(KnownKeys.LONGEST_MEMORY);
    assertThat(ask(second.written())).isEmpty();
    assertThat(ask(third.written())).isPresent();
  }

  @Test
  void notesTheLastUseOnceAMinuteAndNotInTheRequest() {
    Issued issued = keys.create(app("shop"), "me");
    Instant first = clock.instant();
    for (int i = 0; i < 100; i++) {
      ask(issued.written());
    }
    assertThat(keys.list().get(0).lastUsedAt()).isNull();
    assertThat(beside).filteredOn(task -> isOurs(task)).hasSize(1);
    runBeside();
    assertThat(keys.list().get(0).lastUsedAt()).isEqualTo(first);
    pass(Duration.ofSeconds(61));
    ask(issued.written());
    runBeside();
    assertThat(keys.list().get(0).lastUsedAt()).isEqualTo(first.plusSeconds(61));
  }

  @Test
  void asksNoDatabaseForAnAddressThatGuesses() {
    Issued issued = keys.create(app("shop"), "me");
    KeyText key = KeyText.parse(issued.written()).orElseThrow();
    assertThatThrownBy(() -> known.find(key, () -> false))
        .isInstanceOfSatisfying(
            RequestRefusedException.class, e -> assertThat(e.status()).isEqualTo(429));
    assertThat(known.find(key, () -> true)).isPresent();
    assertThat(known.find(key, () -> false)).as("known already").isPresent();
  }

  @Test
  void listsAndNamesKeysOnce() {
    keys.create(app("shop"), "me");
    assertThatThrownBy(() -> keys.create(app("shop"), "me"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("'shop' already");
    keys.revoke("shop", "me");
    keys.create(app("shop"), "me");
    assertThat(keys.list()).hasSize(2);
    assertThatThrownBy(() -> keys.revoke("other", "me")).hasMessageContaining("no key 'other'");
  }

  @Test
  void refusesWhatAKeyCannotBe() {
    assertThatThrownBy(() -> keys.create(app(" "), "me")).hasMessageContaining("Name");
    assertThatThrownBy(() -> keys.create(new Wanted("n", Set.of(), null, null), "me"))
        .hasMessageContaining("read, analyze, feedback, erase, operate");
    assertThatThrownBy(() -> keys.create(new Wanted("n", Set.of(Scope.READ), "a b", null), "me"))
        .hasMessageContaining("Subject 'a b'");
    assertThatThrownBy(
            () -> keys.create(new Wanted("n", Set.of(Scope.READ), null, Duration.ZERO), "me"))
        .hasMessageContaining("A life of PT0S");
    assertThat(keys.list()).isEmpty();
  }
}
