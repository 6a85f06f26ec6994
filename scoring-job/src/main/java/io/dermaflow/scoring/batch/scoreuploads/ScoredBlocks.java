package io.dermaflow.scoring.batch.scoreuploads;

import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.progress.Progress;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.ScoredBlock;
import io.dermaflow.scoring.ScoringProgress;
import io.dermaflow.scoring.ScoringRun;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Blocks of outcomes as the pipeline gives them. It keeps no position of its own: what has an
 * outcome is not scored again, so a restarted step goes on with what is left of each shard.
 */
final class ScoredBlocks implements ItemStreamReader<ScoredBlock> {

  private final ScoreUploads scoring;
  private final Sources sources;
  private final ScoringRun run;
  private final ModelVersion model;
  private final Progress progress;
  private @Nullable Source source;
  private ScoreUploads.@Nullable Session session;
  private @Nullable ScoringProgress shown;

  ScoredBlocks(
      ScoreUploads scoring,
      Sources sources,
      ScoringRun run,
      ModelVersion model,
      Progress progress) {
    this.scoring = scoring;
    this.sources = sources;
    this.run = run;
    this.model = model;
    this.progress = progress;
  }

  ScoreUploads.Session session() {
    ScoreUploads.Session open = session;
    if (open == null) {
      throw new IllegalStateException("the step is not open");
    }
    return open;
  }

  @Override
  public void open(ExecutionContext context) {
    Source opened = sources.open(run.source());
    source = opened;
    session = scoring.open(run, opened.storage(), model);
    shown = new ScoringProgress(session, progress);
  }

  @Override
  public @Nullable ScoredBlock read() {
    try {
      ScoredBlock block = session().take();
      if (shown != null) {
        shown.show(block == null);
      }
      return block;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed(
          "Scoring was interrupted", "to be left to its end", "the same command goes on");
    }
  }

  @Override
  public void update(ExecutionContext context) {}

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
    if (source != null) {
      source.close();
      source = null;
    }
  }
}
