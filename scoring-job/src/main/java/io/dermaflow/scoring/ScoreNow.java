package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores the one picture that cannot wait, with the code of the bulk job: same bytes, same outcome.
 * The model stays in memory until another one is asked for. Safe for concurrent use.
 */
public final class ScoreNow implements AutoCloseable {

  /** Results of no run: somebody asked. */
  private static final long ASKED = 0;

  private final Uploads uploads;
  private final Outcomes outcomes;
  private final IntakeLog log;
  private final ErasedUploads erased;
  private final FeatureStore features;
  private final Scorers scorers;
  private final Clock clock;
  private final Consumer<Runnable> inTransaction;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final StageClock stages = new StageClock();
  private Scorers.@Nullable Loaded loaded;

  /**
   * @param inTransaction runs what it is given in a transaction of its own
   */
  public ScoreNow(
      Uploads uploads,
      Outcomes outcomes,
      IntakeLog log,
      ErasedUploads erased,
      FeatureStore features,
      Scorers scorers,
      Clock clock,
      Consumer<Runnable> inTransaction) {
    this.uploads = uploads;
    this.outcomes = outcomes;
    this.log = log;
    this.erased = erased;
    this.features = features;
    this.scorers = scorers;
    this.clock = clock;
    this.inTransaction = inTransaction;
  }

  /**
   * An upload as it lies in storage now; empty when there is none.
   *
   * @param prefix keys of the place start with it
   */
  public Optional<UploadRef> find(ObjectStorage storage, String prefix, String uploadId) {
    return new UploadListing(storage, prefix).find(uploadId);
  }

  /**
   * Scores an upload that lies in storage and keeps the result where the bulk job would.
   *
   * @param source what the bulk job calls the place, see {@link ScoringRun#source}
   * @param prefix keys of the place start with it
   * @return its outcome; empty when there is no such upload
   */
  public Optional<UploadOutcome> upload(
      ObjectStorage storage, String source, String prefix, String uploadId, ModelVersion model) {
    return find(storage, prefix, uploadId)
        .flatMap(listed -> upload(storage, source, listed, model));
  }

  /**
   * Scores an upload as {@link #find} gave it and keeps the result where the bulk job would.
   *
   * @return its outcome; empty when it was erased meanwhile
   */
  public Optional<UploadOutcome> upload(
      ObjectStorage storage, String source, UploadRef listed, ModelVersion model) {
    String id = listed.uploadId();
    FetchedUpload fetched =
        new UploadReader(storage, Scorers.LIMITS.maxBytes(), clock)
            .read(listed, log.findRefusedSurveys(List.of(id)).get(id));
    UploadOutcome outcome = score(fetched, model);
    ScoringRun run = new ScoringRun(ASKED, source, model.id(), model.preprocessing().hash(), false);
    AtomicBoolean kept = new AtomicBoolean();
    inTransaction.accept(
        () -> {
          if (!erased.among(List.of(id)).isEmpty()) {
            return;
          }
          uploads.note(source, List.of(fetched.upload()));
          if (outcome.features() != null) {
            features.write(List.of(outcome.features()));
          }
          outcomes.keep(run, List.of(outcome));
          kept.set(true);
        });
    return kept.get() ? Optional.of(outcome) : Optional.empty();
  }

  /**
   * Scores some bytes without keeping anything; their digests are the etags.
   *
   * @param survey the survey as JSON, or null
   */
  public UploadOutcome bytes(
      String id, byte[] selfie, byte @Nullable [] survey, ModelVersion model) {
    UploadRef upload =
        new UploadRef(
            id,
            id,
            Digests.sha256(selfie),
            selfie.length,
            clock.instant(),
            survey == null ? null : id,
            survey == null ? "" : Digests.sha256(survey));
    try {
      Survey said = survey == null ? null : Survey.parse(survey, clock.instant());
      return score(UploadReader.allowed(upload, selfie, said), model);
    } catch (InvalidSurveyException e) {
      return score(
          FetchedUpload.refused(upload, null, OutcomeReason.SURVEY_INVALID, e.getMessage()), model);
    }
  }

  private UploadOutcome score(FetchedUpload upload, ModelVersion model) {
    load(model);
    lock.readLock().lock();
    try {
      Scorers.Loaded ready = loaded;
      if (ready == null || !ready.model().id().equals(model.id())) {
        throw DermaflowException.failed(
            "Model " + model.id() + " was unloaded for another one",
            "one model at a time",
            "two champions were asked for in turn: ask again");
      }
      return ready.scorer(stages).score(List.of(upload)).get(0);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void load(ModelVersion model) {
    lock.readLock().lock();
    try {
      if (loaded != null && loaded.model().id().equals(model.id())) {
        return;
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      Scorers.Loaded before = loaded;
      if (before != null && before.model().id().equals(model.id())) {
        return;
      }
      loaded = scorers.load(model);
      if (before != null) {
        before.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (loaded != null) {
        loaded.close();
        loaded = null;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
