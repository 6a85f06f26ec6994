package io.dermaflow.scoring;

import static io.dermaflow.scoring.ScoringTables.AT;
import static io.dermaflow.scoring.ScoringTables.OTHER_MODEL;
import static io.dermaflow.scoring.ScoringTables.RUN;
import static io.dermaflow.scoring.ScoringTables.SOURCE;
import static io.dermaflow.scoring.ScoringTables.scored;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.lease.LeaseOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link Shards} must do. */
public abstract class ShardsContract {

  private static final LeaseOwner US = LeaseOwner.thisProcess();
  private static final LeaseOwner THEM = new LeaseOwner("elsewhere", 1, 1);
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final ScoringTables tables = emptyTables();
  private final Shards shards = tables.shards();

  protected abstract ScoringTables emptyTables();

  /** Moves the clock of the tables. */
  protected abstract void letPass(Duration time);

  private List<UploadRef> upload(int n) {
    List<UploadRef> uploads = new ArrayList<>();
    for (int i = 0; i < n; i++) { // the last is the newest
      String id = "u%04d".formatted(i);
      uploads.add(new UploadRef(id, id, "e", 1, AT.plusSeconds(i), id + "s", "s"));
    }
    tables.uploads().note(SOURCE, uploads);
    return uploads;
  }

  private int plan(ScoringRun run, long limit, int size) {
    return shards.plan(run, AT, limit, size);
  }

  private Shard claim() {
    return shards.claim(RUN.id(), US, LEASE).orElseThrow();
  }

  @Test
  void cutsTheNewestUploadsFirstAndOnlyOnce() {
    List<UploadRef> uploads = upload(5);
    assertThat(plan(RUN, 0, 2)).isEqualTo(5);
    assertThat(plan(RUN, 0, 2)).isEqualTo(5);
    assertThat(shards.status(RUN.id())).isEqualTo(new Shards.Status(5, 0, 3, 3, 0, 0));
    assertThat(shards.remaining(RUN, claim())).containsExactly(uploads.get(4), uploads.get(3));
  }

  @Test
  void plansAtMostWhatIsAskedFor() {
    upload(5);
    assertThat(plan(RUN, 3, 2)).isEqualTo(3);
    assertThat(shards.status(RUN.id()).shards()).isEqualTo(2);
  }

  @Test
  void plansOnlyWhatHasNoOutcomeUnderTheModel() {
    List<UploadRef> uploads = upload(3);
    tables.outcomes().keep(OTHER_MODEL, List.of(scored(uploads.get(0))));
    assertThat(plan(RUN, 0, 9)).isEqualTo(2);
    assertThat(plan(OTHER_MODEL, 0, 9)).isEqualTo(3);
  }

  @Test
  void givesAShardToOneWorkerOnly() throws Exception {
    upload(400);
    plan(RUN, 0, 2);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<Integer>>> workers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        workers.add(
            () -> {
              List<Integer> mine = new ArrayList<>();
              Optional<Shard> shard = shards.claim(RUN.id(), US, LEASE);
              while (shard.isPresent()) {
                mine.add(shard.get().number());
                shard = shards.claim(RUN.id(), US, LEASE);
              }
              return mine;
            });
      }
      Set<Integer> all = new HashSet<>();
      int claims = 0;
      for (Future<List<Integer>> one : pool.invokeAll(workers)) {
        claims += one.get().size();
        all.addAll(one.get());
      }
      assertThat(claims).isEqualTo(200);
      assertThat(all).hasSize(200);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void refusesAWorkerThatComesBackAfterItsLease() {
    upload(2);
    plan(RUN, 0, 2);
    Shard frozen = shards.claim(RUN.id(), THEM, LEASE).orElseThrow();
    assertThat(shards.claim(RUN.id(), US, LEASE)).isEmpty();
    letPass(LEASE);
    assertThat(shards.advance(frozen, 1, LEASE)).isFalse();
    assertThat(shards.renew(frozen, LEASE)).isFalse();
    Shard ours = claim();
    assertThat(ours.token()).isGreaterThan(frozen.token());
    assertThat(shards.advance(frozen, 1, LEASE)).isFalse();
    shards.release(frozen);
    assertThat(shards.advance(ours, 1, LEASE)).isTrue();
    assertThat(shards.status(RUN.id()).done()).isEqualTo(1);
  }

  @Test
  void keepsAShardWhoseLeaseIsRenewed() {
    upload(2);
    plan(RUN, 0, 2);
    Shard shard = claim();
    for (int i = 0; i < 5; i++) {
      letPass(LEASE.dividedBy(2));
      assertThat(shards.renew(shard, LEASE)).isTrue();
      assertThat(shards.claim(RUN.id(), THEM, LEASE)).isEmpty();
    }
  }

  @Test
  void takesTheShardOfADeadProcessOfThisMachineAtOnce() {
    upload(2);
    plan(RUN, 0, 2);
    LeaseOwner dead = new LeaseOwner(US.host(), US.pid(), US.startedAtMillis() - 60_000);
    assertThat(shards.claim(RUN.id(), dead, LEASE)).isPresent();
    assertThat(claim().token()).isEqualTo(2);
  }

  @Test
  void givesOutWhatIsLeftOfAShardThatWasGivenBack() {
    List<UploadRef> uploads = upload(2);
    plan(RUN, 0, 2);
    Shard first = claim();
    assertThat(shards.advance(first, 1, LEASE)).isTrue();
    tables.outcomes().keep(RUN, List.of(scored(uploads.get(0))));
    shards.release(first);
    Shard again = claim();
    assertThat(shards.remaining(RUN, again)).containsExactly(uploads.get(1));
    assertThat(shards.advance(again, 1, LEASE)).isTrue();
    shards.finish(again);
    assertThat(shards.status(RUN.id())).isEqualTo(new Shards.Status(2, 2, 1, 0, 0, 0));
    assertThat(shards.claim(RUN.id(), US, LEASE)).isEmpty();
    assertThat(shards.advance(again, 1, LEASE)).isFalse();
  }

  @Test
  void findsTheRunThatHasWorkLeft() {
    upload(1);
    assertThat(shards.findOpenRun()).isEmpty();
    plan(RUN, 0, 1);
    assertThat(shards.findOpenRun()).contains(RUN);
    Shard shard = claim();
    assertThat(shards.advance(shard, 1, LEASE)).isTrue();
    shards.finish(shard);
    assertThat(shards.findOpenRun()).isEmpty();
    shards.finishRun(RUN.id());
  }

  @Test
  void namesTheShardThatTakesLongest() {
    upload(4);
    plan(RUN, 0, 2);
    claim();
    letPass(Duration.ofSeconds(10));
    claim();
    Shards.Status status = shards.status(RUN.id());
    assertThat(status.slowest()).isEqualTo(1);
    assertThat(status.slowestSeconds()).isEqualTo(10);
  }
}
