package io.dermaflow.scoring;

import io.dermaflow.lease.LeaseOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The work of runs, cut into shards that any number of workers in any number of processes share. A
 * shard belongs to whoever claimed it last, until its lease ends. Safe for concurrent use; clocks
 * of the machines must agree within a few seconds.
 */
public interface Shards {

  /**
   * Cuts what a run has to do into shards, newest uploads first. A run that was planned before
   * keeps its shards. Takes part in the caller's transaction.
   *
   * @param waitSince see {@link Uploads#countPending}
   * @param limit most uploads, 0 for all
   * @param size uploads a shard
   * @return how many uploads the run has
   */
  int plan(ScoringRun run, Instant waitSince, long limit, int size);

  /** The newest run that is not finished and of which work is left. */
  Optional<ScoringRun> findOpenRun();

  /**
   * Claims a shard that nobody works on: never claimed, given back, of a lease that ended, or of a
   * process of this machine that died.
   */
  Optional<Shard> claim(long run, LeaseOwner owner, Duration lease);

  /** Uploads of a shard that have no outcome yet, as they are known now. */
  List<UploadRef> remaining(ScoringRun run, Shard shard);

  /** Extends the lease; false when somebody else has the shard or the lease is over. */
  boolean renew(Shard shard, Duration lease);

  /**
   * Notes progress and extends the lease, in the caller's transaction and before anything else is
   * written in it.
   *
   * @param items uploads of which outcomes are about to be written
   * @return false when the caller is late: it must write nothing
   */
  boolean advance(Shard shard, int items, Duration lease);

  /** Ends a shard, in the caller's transaction; after {@link #advance} said true in it. */
  void finish(Shard shard);

  /** Gives a shard back unfinished; does nothing when somebody else has it. */
  void release(Shard shard);

  /** Ends a run, of which nothing is left. */
  void finishRun(long run);

  /** How far a run is. */
  Status status(long run);

  /** Uploads a second of the last run that is worth a figure, over all its workers. */
  OptionalDouble findLastRate();

  /**
   * How far a run is.
   *
   * @param items uploads in all
   * @param done uploads with an outcome
   * @param shards shards in all
   * @param open shards that are not finished
   * @param slowest the unfinished shard that has been claimed for the longest, 0 for none
   * @param slowestSeconds for how long
   */
  record Status(long items, long done, int shards, int open, int slowest, double slowestSeconds) {}
}
