package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.Choices.Choice;
import io.dermaflow.recommend.FilledPage;
import io.dermaflow.recommend.PublicationFiller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Pages of subjects in order, as of a position of the store, filled; a restart goes on behind the
 * last page. While a page is written, another thread reads and fills the next one.
 */
class FilledPages implements ItemStreamReader<FilledPage> {

  private static final String AFTER = "subjects.after";

  private final FeatureStore features;
  private final Choices choices;
  private final PublicationFiller filler;
  private final long position;
  private final long base;
  private final int size;
  private final Progress progress;
  private @Nullable ExecutorService ahead;
  private @Nullable CompletableFuture<@Nullable FilledPage> next;
  private String after = "";
  private long read;

  /**
   * @param base the publication to start from
   * @param size subjects of a page
   */
  FilledPages(
      FeatureStore features,
      Choices choices,
      PublicationFiller filler,
      long position,
      long base,
      int size,
      Progress progress) {
    this.features = features;
    this.choices = choices;
    this.filler = filler;
    this.position = position;
    this.base = base;
    this.size = size;
    this.progress = progress;
  }

  @Override
  public void open(ExecutionContext context) {
    after = context.getString(AFTER, "");
    ahead = Executors.newSingleThreadExecutor(task -> new Thread(task, "fill-publication"));
    next = fillBehind(after);
  }

  private CompletableFuture<@Nullable FilledPage> fillBehind(String subject) {
    ExecutorService executor = ahead;
    if (executor == null) {
      throw new IllegalStateException("not open");
    }
    return CompletableFuture.supplyAsync(() -> fill(subject), executor);
  }

  private @Nullable FilledPage fill(String subject) {
    List<SkinFeatures> page = features.page(position, subject, size);
    if (page.isEmpty()) {
      return null;
    }
    Map<String, Choice> before = Map.of();
    if (filler.asksForChoices()) {
      before =
          choices.find(base, page.stream().map(row -> String.valueOf(row.subjectId())).toList());
    }
    return filler.fill(page, before);
  }

  @Override
  public @Nullable FilledPage read() {
    CompletableFuture<@Nullable FilledPage> filling = next;
    if (filling == null) {
      return null;
    }
    FilledPage page = join(filling);
    if (page == null) {
      next = null;
      return null;
    }
    after = page.last();
    next = fillBehind(after);
    read += page.bodies().size() + page.kept().size();
    progress.report("recommend", read, 0);
    return page;
  }

  private static @Nullable FilledPage join(CompletableFuture<@Nullable FilledPage> filling) {
    try {
      return filling.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void update(ExecutionContext context) {
    context.putString(AFTER, after);
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.shutdownNow();
      ahead = null;
    }
  }
}
