package io.dermaflow.scoring.batch.scoreuploads;

import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.progress.Progress;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.UploadRef;
import io.dermaflow.scoring.UploadWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Uploads without an outcome, page by page. It keeps no position of its own: what has an outcome is
 * not pending any more, so a restarted step reads on where the last committed chunk ended.
 */
final class PendingUploads implements ItemStreamReader<UploadRef> {

  private static final int PAGE = 256;

  private final UploadWork work;
  private final ScoreUploads scoring;
  private final Sources sources;
  private final String sourceName;
  private final ModelVersion model;
  private final long limit;
  private final Progress progress;
  private final Deque<UploadRef> page = new ArrayDeque<>();
  private @Nullable Source source;
  private ScoreUploads.@Nullable Session session;
  private String after = "";
  private long read;
  private long total;

  PendingUploads(
      UploadWork work,
      ScoreUploads scoring,
      Sources sources,
      String sourceName,
      ModelVersion model,
      long limit,
      Progress progress) {
    this.work = work;
    this.scoring = scoring;
    this.sources = sources;
    this.sourceName = sourceName;
    this.model = model;
    this.limit = limit;
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
    Source opened = sources.open(sourceName);
    source = opened;
    session = scoring.open(opened.storage(), model);
    after = "";
    read = 0;
    page.clear();
    long pending = work.countPending(opened.prefix(), model.id(), model.preprocessing().hash());
    total = limit > 0 ? Math.min(limit, pending) : pending;
  }

  @Override
  public @Nullable UploadRef read() {
    if (limit > 0 && read >= limit) {
      return null;
    }
    if (page.isEmpty()) {
      fill();
    }
    UploadRef next = page.poll();
    if (next != null) {
      after = next.uploadId();
      progress.report("score", ++read, total);
    }
    return next;
  }

  private void fill() {
    Source open = source;
    if (open != null) {
      List<UploadRef> more =
          work.pending(open.prefix(), model.id(), model.preprocessing().hash(), after, PAGE);
      page.addAll(more);
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
