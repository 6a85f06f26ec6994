package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.Choices.Choice;
import io.dermaflow.recommend.FilledPage;
import io.dermaflow.recommend.PublicationFiller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Pages of subjects in order, as of a position of the store, filled; a restart goes on behind the
 * last page that was given away. While a page is written, others are filled and the next is read.
 */
class FilledPages implements ItemStreamReader<FilledPage> {

  private static final String AFTER = "subjects.after";

  /** Pages in memory besides the one that is written. */
  private static final int AHEAD = 3;

  private static final int FILLERS = 2;

  private final FeatureStore features;
  private final Choices choices;
  private final PublicationFiller filler;
  private final long position;
  private final long base;
  private final int size;
  private final Progress progress;
  private final Deque<CompletableFuture<FilledPage>> filling = new ArrayDeque<>();
  private CompletableFuture<List<SkinFeatures>> reading =
      CompletableFuture.completedFuture(List.of());
  private @Nullable ExecutorService reader;
  private @Nullable ExecutorService fillers;
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
    String from = after;
    ExecutorService one =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "read-subjects"));
    reader = one;
    fillers = Executors.newFixedThreadPool(FILLERS, task -> new Thread(task, "fill-publication"));
    reading = CompletableFuture.supplyAsync(() -> features.page(position, from, size), one);
    while (filling.size() < AHEAD) {
      fillNext();
    }
  }

  /** Fills the page that is being read, and reads the one behind it. */
  private void fillNext() {
    ExecutorService readers = Objects.requireNonNull(reader, "open first");
    filling.add(reading.thenApplyAsync(this::fill, Objects.requireNonNull(fillers, "open first")));
    reading =
        reading.thenApplyAsync(
            page ->
                page.isEmpty()
                    ? page
                    : features.page(
                        position, String.valueOf(page.get(page.size() - 1).subjectId()), size),
            readers);
  }

  private FilledPage fill(List<SkinFeatures> page) {
    if (page.isEmpty()) {
      return FilledPage.NONE;
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
    FilledPage page = join(filling.remove());
    fillNext();
    if (page == FilledPage.NONE) {
      return null;
    }
    after = page.last();
    read += page.bodies().size() + page.kept().size();
    progress.report("recommend", read, 0);
    return page;
  }

  private static FilledPage join(CompletableFuture<FilledPage> filling) {
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
    for (ExecutorService executor : new ExecutorService[] {reader, fillers}) {
      if (executor != null) {
        executor.shutdownNow();
      }
    }
    reader = null;
    fillers = null;
    filling.clear();
  }
}
