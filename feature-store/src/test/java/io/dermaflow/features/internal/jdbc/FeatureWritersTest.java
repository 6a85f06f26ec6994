package io.dermaflow.features.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers and readers of positions at the same time. */
@Timeout(60)
class FeatureWritersTest {

  private final TestDatabase database = TestDatabase.with(FeaturesAutoConfiguration.SCHEMA);
  private final JdbcFeatureStore store =
      JdbcFeatureStoreTest.store(database, Duration.ofSeconds(30));
  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final CountDownLatch written = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void stop() {
    mayEnd.countDown();
    threads.shutdown();
  }

  private static SkinFeatures row(String upload, String subject) {
    return SkinFeatures.of(upload, "etag", "skin@1", "prep", Instant.parse("2026-01-01T00:00:00Z"))
        .withSubject(subject)
        .withSeverity("MILD", 0.5)
        .build();
  }

  /** Writes a row and keeps its transaction open until {@link #mayEnd}. */
  private Future<Boolean> slowWriter(boolean rollBack) throws InterruptedException {
    Callable<Boolean> writer =
        () ->
            database
                .transaction()
                .execute(
                    status -> {
                      store.write(List.of(row("slow", "slow")));
                      written.countDown();
                      try {
                        mayEnd.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      if (rollBack) {
                        status.setRollbackOnly();
                      }
                      return true;
                    });
    Future<Boolean> end = threads.submit(writer);
    assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
    return end;
  }

  private void awaitWaiting(Future<?> position) {
    long waiting = 0;
    while (waiting == 0 && !position.isDone()) {
      waiting =
          database
              .jdbc()
              .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
              .query(Long.class)
              .single();
    }
    assertThat(waiting).as("position() waits for the writer").isEqualTo(1);
  }

  @Test
  void handsOutNoPositionAboveRowsThatMayStillBeCommitted() throws Exception {
    Future<Boolean> slow = slowWriter(false);
    store.write(List.of(row("fast", "fast"))); // a greater id, committed before the smaller one
    Future<Long> position = threads.submit(store::position);
    awaitWaiting(position);
    mayEnd.countDown();
    slow.get();
    assertThat(store.page(position.get(), "", 10))
        .extracting(SkinFeatures::uploadId)
        .containsExactly("fast", "slow");
  }

  @Test
  void goesOnWhenTheSlowWriterRollsBack() throws Exception {
    Future<Boolean> slow = slowWriter(true);
    Future<Long> position = threads.submit(store::position);
    awaitWaiting(position);
    mayEnd.countDown();
    slow.get();
    assertThat(position.get()).isZero();
  }

  @Test
  void doesNotHoldWritersUpForTheRestOfTheCallersTransaction() throws Exception {
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              long before = store.position();
              Future<Integer> other =
                  threads.submit(() -> store.write(List.of(row("other", "other"))));
              try {
                assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(1);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
              assertThat(store.page(before, "", 10)).isEmpty();
            });
  }

  @Test
  void refusesAPositionInTheTransactionThatWrites() {
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              store.write(List.of(row("u", "s")));
              assertThatThrownBy(store::position)
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("wait for itself");
            });
    assertThat(store.page(store.position(), "", 10)).hasSize(1);
  }

  @Test
  void givesUpOnAWriterThatDoesNotEndAndLetsOthersWrite() throws Exception {
    Future<Boolean> slow = slowWriter(false);
    JdbcFeatureStore impatient = JdbcFeatureStoreTest.store(database, Duration.ofMillis(50));
    assertThatThrownBy(impatient::position)
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("has not ended for 50 ms");
    assertThat(store.write(List.of(row("u", "s")))).isEqualTo(1);
    mayEnd.countDown();
    assertThat(slow.get()).isTrue();
  }

  @Test
  void letsWritersOfTheSameRowsWaitForEachOtherWithoutDeadlock() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<SkinFeatures> rows = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        rows.add(row("round-" + round + "-" + i, "s" + (i * 7) % 100));
      }
      List<SkinFeatures> backwards = new ArrayList<>(rows);
      Collections.reverse(backwards);
      Future<Integer> one = threads.submit(() -> store.write(rows));
      Future<Integer> two = threads.submit(() -> store.write(backwards));
      Future<Long> position = threads.submit(store::position);
      assertThat(one.get() + two.get()).isEqualTo(500);
      assertThat(position.get()).isBetween(0L, 1_000L * (round + 1));
    }
  }
}
