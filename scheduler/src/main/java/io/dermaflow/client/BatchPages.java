package io.dermaflow.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks about any number of subjects, a page at a time, when the stream gets there. */
final class BatchPages<T> extends AbstractSpliterator<BatchEntry<T>> {

  /** Most subjects of one request. */
  static final int PAGE = 1_000;

  private final Iterator<String> subjects;
  private final Function<List<String>, Map<String, T>> read;
  private Iterator<BatchEntry<T>> page = List.<BatchEntry<T>>of().iterator();

  private BatchPages(Iterator<String> subjects, Function<List<String>, Map<String, T>> read) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.subjects = subjects;
    this.read = read;
  }

  /** Entries in the order of {@code subjects}, which is closed with the stream. */
  static <T> Stream<BatchEntry<T>> stream(
      Stream<String> subjects, Function<List<String>, Map<String, T>> read) {
    return StreamSupport.stream(new BatchPages<>(subjects.iterator(), read), false)
        .onClose(subjects::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super BatchEntry<T>> action) {
    if (!page.hasNext()) {
      List<String> asked = new ArrayList<>();
      while (asked.size() < PAGE && subjects.hasNext()) {
        asked.add(subjects.next());
      }
      if (asked.isEmpty()) {
        return false;
      }
      Map<String, T> found = read.apply(asked);
      page = asked.stream().map(id -> new BatchEntry<>(id, found.get(id))).iterator();
    }
    action.accept(page.next());
    return true;
  }
}
