package io.dermaflow.scoring;

import io.dermaflow.lease.LeaseOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's part in a run: claims shards, reads their uploads with many threads and scores them
 * with one a core. Every queue is bounded, so memory does not grow with the input; whoever takes
 * blocks slowly slows everything down. Blocks are taken by one thread.
 *
 * <pre>claim → [uploads] → fetch → [bytes] → look, infer → [blocks] → take</pre>
 */
final class ScoringPipeline implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScoringPipeline.class);

  /** A picture takes a few milliseconds: more waiting ones would only take memory. */
  private static final int WAITING_UPLOADS = 64;

  private static final int WAITING_BLOCKS = 4;

  /** Pictures that a thread gives to the network together, where they wait anyway. */
  private static final int TOGETHER = 4;

  /** Bytes that are read and not yet decoded, in units of 64 KiB: 64 MiB. */
  private static final int UNIT = 64 << 10;

  private static final int UNITS = 1024;
  private static final long POLL_MILLIS = 500;

  /**
   * How a process works.
   *
   * @param scorers threads that decode and infer, one a core
   * @param readers threads that read objects
   * @param lease how long a claim lasts without a sign of life
   */
  record Workers(int scorers, int readers, Duration lease) {}

  private record Item(ShardWork work, UploadRef upload, @Nullable IntakeItem refusedSurvey) {}

  private record Read(ShardWork work, FetchedUpload upload, int units) {}

  private final ScoringRun run;
  private final Shards shards;
  private final IntakeLog log;
  private final UploadReader reader;
  private final PictureScorer scorer;
  private final StageClock stages;
  private final Workers workers;
  private final LeaseOwner owner;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(WAITING_UPLOADS);
  private final BlockingQueue<Read> reads = new ArrayBlockingQueue<>(WAITING_UPLOADS);
  private final BlockingQueue<ScoredBlock> blocks = new ArrayBlockingQueue<>(WAITING_BLOCKS);
  private final Semaphore memory = new Semaphore(UNITS, true);
  private final Map<Shard, ShardWork> claimed = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean allClaimed;
  private volatile boolean closed;

  ScoringPipeline(
      ScoringRun run,
      Shards shards,
      IntakeLog log,
      UploadReader reader,
      PictureScorer scorer,
      StageClock stages,
      Workers workers,
      LeaseOwner owner) {
    this.run = run;
    this.shards = shards;
    this.log = log;
    this.reader = reader;
    this.scorer = scorer;
    this.stages = stages;
    this.workers = workers;
    this.owner = owner;
  }

  void start() {
    thread("score-claim", this::claim);
    thread("score-lease", this::renew);
    for (int i = 1; i <= workers.readers(); i++) {
      thread("score-read-" + i, this::read);
    }
    for (int i = 1; i <= workers.scorers(); i++) {
      thread("score-" + i, this::score);
    }
    threads.forEach(Thread::start);
  }

  /** A stage that runs until it ends, fails, or is interrupted. */
  private interface Stage {
    void run() throws InterruptedException;
  }

  private void thread(String name, Stage stage) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stage.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
              } catch (Throwable e) {
                if (!closed) {
                  failure.compareAndSet(null, e);
                }
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
  }

  /**
   * The next block; null when nothing of the run is left, for anybody.
   *
   * @throws RuntimeException what a stage failed with
   */
  @Nullable ScoredBlock take() throws InterruptedException {
    while (true) {
      ScoredBlock block = blocks.poll(100, TimeUnit.MILLISECONDS);
      Throwable failed = failure.get();
      if (failed instanceof Error error) {
        throw error;
      }
      if (failed instanceof RuntimeException exception) {
        throw exception;
      }
      if (block != null) {
        ShardWork work = claimed.get(block.shard());
        if (work == null || work.isLost()) {
          continue;
        }
        return block;
      }
      if (allClaimed && claimed.isEmpty()) {
        return null;
      }
    }
  }

  /** To be called when a block was written, or could not be because the shard was lost. */
  void written(ScoredBlock block, boolean kept) {
    if (!kept) {
      lose(block.shard());
    } else if (block.last()) {
      claimed.remove(block.shard());
    }
  }

  private void lose(Shard shard) {
    ShardWork work = claimed.remove(shard);
    if (work != null) {
      work.lose();
      LOG.warn(
          "Shard {} of run {} was taken over; its results are dropped", shard.number(), run.id());
    }
  }

  private void claim() throws InterruptedException {
    while (!closed) {
      var found = shards.claim(run.id(), owner, workers.lease());
      if (found.isEmpty()) {
        int open = shards.status(run.id()).open();
        if (open == 0) {
          break;
        }
        // Ours are on their way, or others work on the rest; should one die, its shard is free.
        Thread.sleep(claimed.isEmpty() ? POLL_MILLIS : POLL_MILLIS / 10);
        continue;
      }
      Shard shard = found.get();
      List<UploadRef> uploads = shards.remaining(run, shard);
      ShardWork work = new ShardWork(shard, uploads.size());
      claimed.put(shard, work);
      if (uploads.isEmpty()) {
        blocks.put(new ScoredBlock(shard, List.of(), List.of(), true));
      }
      Map<String, IntakeItem> refused =
          log.findRefusedSurveys(uploads.stream().map(UploadRef::uploadId).toList());
      for (UploadRef upload : uploads) {
        items.put(new Item(work, upload, refused.get(upload.uploadId())));
      }
    }
    allClaimed = true;
  }

  private void renew() throws InterruptedException {
    while (!closed) {
      Thread.sleep(workers.lease().toMillis() / 3);
      for (Shard shard : claimed.keySet()) {
        if (!shards.renew(shard, workers.lease()) && claimed.containsKey(shard)) {
          lose(shard);
        }
      }
    }
  }

  private void read() throws InterruptedException {
    while (!closed) {
      Item item = items.take();
      if (item.work.isLost()) {
        continue;
      }
      int units = (int) Math.min(UNITS, 1 + item.upload.size() / UNIT);
      memory.acquire(units);
      long start = System.nanoTime();
      FetchedUpload upload = reader.read(item.upload, item.refusedSurvey);
      stages.add(ScoringStage.FETCH, start);
      reads.put(new Read(item.work, upload, units));
    }
  }

  private void score() throws InterruptedException {
    List<Read> together = new ArrayList<>();
    while (!closed) {
      together.clear();
      together.add(reads.take());
      reads.drainTo(together, TOGETHER - 1);
      List<Read> wanted = together.stream().filter(read -> !read.work.isLost()).toList();
      List<UploadOutcome> outcomes = scorer.score(wanted.stream().map(Read::upload).toList());
      memory.release(together.stream().mapToInt(Read::units).sum());
      for (int i = 0; i < wanted.size(); i++) {
        Read read = wanted.get(i);
        ScoredBlock block = read.work.add(List.of(read.upload.upload()), List.of(outcomes.get(i)));
        if (block != null) {
          blocks.put(block);
        }
      }
    }
  }

  /** Ends all threads and gives unfinished shards back. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (Shard shard : claimed.keySet()) {
      try {
        shards.release(shard);
      } catch (RuntimeException e) { // the database is away: the lease ends by itself
        LOG.warn(
            "Shard {} of run {} could not be given back: {}",
            shard.number(),
            run.id(),
            e.getMessage());
      }
    }
    claimed.clear();
  }
}
