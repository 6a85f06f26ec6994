package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.progress.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * All subjects in order, as of a position of the store; a restart goes on behind the last chunk.
 */
class SubjectFeatures implements ItemStreamReader<SkinFeatures> {

  private static final String AFTER = "subjects.after";
  private static final int PAGE = 500;

  private final FeatureStore features;
  private final long position;
  private final Progress progress;
  private final Deque<SkinFeatures> page = new ArrayDeque<>();
  private String after = "";
  private String loaded = "";
  private long read;

  SubjectFeatures(FeatureStore features, long position, Progress progress) {
    this.features = features;
    this.position = position;
    this.progress = progress;
  }

  @Override
  public void open(ExecutionContext context) {
    after = context.getString(AFTER, "");
    loaded = after;
    page.clear();
  }

  @Override
  public @Nullable SkinFeatures read() {
    if (page.isEmpty()) {
      page.addAll(features.page(position, loaded, PAGE));
      if (!page.isEmpty()) {
        loaded = Objects.requireNonNull(page.getLast().subjectId());
      }
    }
    SkinFeatures next = page.poll();
    if (next != null) {
      after = Objects.requireNonNull(next.subjectId());
      progress.report("recommend", ++read, 0);
    }
    return next;
  }

  @Override
  public void update(ExecutionContext context) {
    context.putString(AFTER, after);
  }
}
