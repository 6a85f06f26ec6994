package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.PatientStorage;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.lease.LeaseOwner;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.progress.Progress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The use case behind {@code scoreUploadsJob}. */
public final class ScoreUploads {

  private static final int READERS_A_SCORER = 6;

  private final Uploads uploads;
  private final Shards shards;
  private final Outcomes outcomes;
  private final IntakeLog log;
  private final ErasedUploads erased;
  private final FeatureStore features;
  private final Scorers scorers;
  private final ScoringSettings settings;
  private final Clock clock;
  private volatile @Nullable Effort lastEffort;

  public ScoreUploads(
      Uploads uploads,
      Shards shards,
      Outcomes outcomes,
      IntakeLog log,
      ErasedUploads erased,
      FeatureStore features,
      Scorers scorers,
      ScoringSettings settings,
      Clock clock) {
    this.uploads = uploads;
    this.shards = shards;
    this.outcomes = outcomes;
    this.log = log;
    this.erased = erased;
    this.features = features;
    this.scorers = scorers;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a listing found.
   *
   * @param objects objects listed
   * @param uploads uploads that they make
   * @param changed of these, new or overwritten ones
   */
  public record Listed(long objects, long uploads, long changed) {}

  /**
   * Takes note of all uploads below a prefix, page by page.
   *
   * @param dryRun only counts
   * @param progress is told how many uploads were listed so far
   */
  public Listed intake(
      ObjectStorage storage, String prefix, String source, boolean dryRun, LongConsumer progress) {
    AtomicLong all = new AtomicLong();
    AtomicLong changed = new AtomicLong();
    long objects =
        new UploadListing(patient(storage), prefix)
            .forEachPage(
                page -> {
                  changed.addAndGet(
                      dryRun ? uploads.countChanged(source, page) : uploads.note(source, page));
                  progress.accept(all.addAndGet(page.size()));
                });
    return new Listed(objects, all.get(), changed.get());
  }

  private PatientStorage patient(ObjectStorage storage) {
    PatientStorage.Patience usual = PatientStorage.Patience.DEFAULT;
    return new PatientStorage(
        storage,
        new PatientStorage.Patience(
            usual.attempts(), usual.firstPause(), usual.longestPause(), settings.silence()),
        clock,
        PatientStorage.Pause.SLEEP,
        ProcessHandle.current().pid());
  }

  /**
   * What a session took.
   *
   * @param scored uploads whose outcomes this process wrote
   * @param stageSeconds thread seconds by stage
   * @param retries calls to the object storage that were made again
   * @param lateBlocks blocks that were dropped because somebody else had their shard
   */
  public record Effort(
      long scored, Map<ScoringStage, Double> stageSeconds, long retries, int lateBlocks) {

    /** Of nobody. */
    public static final Effort NONE = new Effort(0, Map.of(), 0, 0);
  }

  /** What the session of this process that ended last took. */
  public Effort lastEffort() {
    Effort last = lastEffort;
    return last == null ? Effort.NONE : last;
  }

  /**
   * Works on a run that somebody else planned, to the end of the run.
   *
   * @param inTransaction runs what it is given in a transaction of its own
   */
  public void help(
      ScoringRun run,
      ObjectStorage storage,
      ModelVersion model,
      Consumer<Runnable> inTransaction,
      Progress progress)
      throws InterruptedException {
    try (Session session = open(run, storage, model)) {
      ScoringProgress shown = new ScoringProgress(session, progress);
      ScoredBlock block = session.take();
      while (block != null) {
        ScoredBlock next = block;
        inTransaction.accept(() -> session.write(next));
        shown.show(false);
        block = session.take();
      }
      shown.show(true);
    }
  }

  /** Begins to work on a planned run with a model that is loaded once. Close it. */
  public Session open(ScoringRun run, ObjectStorage storage, ModelVersion model) {
    return new Session(run, patient(storage), scorers.load(model));
  }

  /** One process's part in a run. */
  public final class Session implements AutoCloseable {

    private final ScoringRun run;
    private final Scorers.Loaded loaded;
    private final PatientStorage storage;
    private final StageClock stages = new StageClock();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong scored = new AtomicLong();
    private final ScoringPipeline pipeline;

    private Session(ScoringRun run, PatientStorage storage, Scorers.Loaded loaded) {
      this.run = run;
      this.loaded = loaded;
      this.storage = storage;
      int threads = settings.scorers();
      this.pipeline =
          new ScoringPipeline(
              run,
              shards,
              log,
              new UploadReader(storage, Scorers.LIMITS.maxBytes(), clock),
              loaded.scorer(stages),
              stages,
              new ScoringPipeline.Workers(threads, READERS_A_SCORER * threads, settings.lease()),
              LeaseOwner.thisProcess());
      pipeline.start();
    }

    /** The next outcomes to be written; null when nothing of the run is left. */
    public @Nullable ScoredBlock take() throws InterruptedException {
      return pipeline.take();
    }

    /**
     * Writes a block: progress, features and outcomes, in the caller's transaction, which must
     * follow with a commit. Nothing is written where the shard belongs to somebody else by now.
     */
    public void write(ScoredBlock block) {
      long start = System.nanoTime();
      boolean ours = shards.advance(block.shard(), block.outcomes().size(), settings.lease());
      if (ours) {
        List<UploadOutcome> kept = withoutErased(block.outcomes());
        uploads.note(run.source(), block.uploads());
        if (!run.shadow()) {
          List<SkinFeatures> rows =
              kept.stream().map(UploadOutcome::features).filter(Objects::nonNull).toList();
          features.write(rows);
        }
        outcomes.keep(run, kept);
        if (block.last()) {
          shards.finish(block.shard());
        }
        scored.addAndGet(block.outcomes().size());
      } else {
        late.incrementAndGet();
      }
      pipeline.written(block, ours);
      stages.add(ScoringStage.WRITE, start);
    }

    private List<UploadOutcome> withoutErased(List<UploadOutcome> scoredBefore) {
      Set<String> gone = erased.among(scoredBefore.stream().map(UploadOutcome::uploadId).toList());
      return scoredBefore.stream().filter(one -> !gone.contains(one.uploadId())).toList();
    }

    /** How far the run is, over all workers. */
    public Shards.Status status() {
      return shards.status(run.id());
    }

    /** What it took so far. */
    public Effort effort() {
      return new Effort(scored.get(), stages.seconds(), storage.retries(), late.get());
    }

    @Override
    public void close() {
      pipeline.close();
      loaded.close();
      lastEffort = effort();
    }
  }
}
