package io.dermaflow.scoring;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this process does of one claimed shard. Safe for concurrent use. */
final class ShardWork {

  private static final int BLOCK = 64;

  private final Shard shard;
  private int left;
  private List<UploadRef> uploads = new ArrayList<>();
  private List<UploadOutcome> outcomes = new ArrayList<>();
  private volatile boolean lost;

  /**
   * @param left uploads to come, at least one
   */
  ShardWork(Shard shard, int left) {
    this.shard = shard;
    this.left = left;
  }

  Shard shard() {
    return shard;
  }

  /** Somebody else has it: whatever is in the queues is of no use. */
  void lose() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  /** Adds outcomes; gives a block when there are enough, or no more to come. */
  synchronized @Nullable ScoredBlock add(List<UploadRef> refs, List<UploadOutcome> scored) {
    uploads.addAll(refs);
    outcomes.addAll(scored);
    left -= scored.size();
    if (outcomes.size() < BLOCK && left > 0) {
      return null;
    }
    ScoredBlock block = new ScoredBlock(shard, uploads, outcomes, left == 0);
    uploads = new ArrayList<>();
    outcomes = new ArrayList<>();
    return block;
  }
}
