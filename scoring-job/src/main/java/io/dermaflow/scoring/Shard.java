package io.dermaflow.scoring;

import io.dermaflow.lease.LeaseOwner;

/**
 * A part of a run that one worker has claimed.
 *
 * @param run the run
 * @param number 1, 2, … in the order of the work, newest uploads first
 * @param token grows with every claim; whoever writes with a smaller one is late
 * @param owner who claimed it
 */
public record Shard(long run, int number, long token, LeaseOwner owner) {}
