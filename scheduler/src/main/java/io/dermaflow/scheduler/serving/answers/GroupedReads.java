package io.dermaflow.scheduler.serving.answers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Reads of single subjects at the same time become one: while one reads, others queue up, and the
 * next reads for all of them. After a switch everybody misses at once, and neither the statements
 * nor the connections would be enough otherwise.
 *
 * @param <T> what is read for several subjects
 */
final class GroupedReads<T> {

  private static final int MOST = 500;

  private final Function<Set<String>, T> read;
  private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  private record Waiting<T>(String subject, CompletableFuture<T> result) {}

  GroupedReads(Function<Set<String>, T> read) {
    this.read = read;
  }

  /** What was read for this subject and others, begun after this was called. */
  T read(String subject) {
    Waiting<T> mine = new Waiting<>(subject, new CompletableFuture<>());
    queue.add(mine);
    turn.lock();
    try {
      while (!mine.result().isDone()) {
        readQueued();
      }
    } finally {
      turn.unlock();
    }
    try {
      return mine.result().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException told) {
        throw told;
      }
      throw e;
    }
  }

  int waiting() {
    return queue.size();
  }

  private void readQueued() {
    List<Waiting<T>> group = new ArrayList<>();
    Set<String> subjects = new LinkedHashSet<>();
    for (Waiting<T> next = queue.poll();
        next != null;
        next = subjects.size() < MOST ? queue.poll() : null) {
      group.add(next);
      subjects.add(next.subject());
    }
    try {
      T found = read.apply(subjects);
      group.forEach(waiting -> waiting.result().complete(found));
    } catch (RuntimeException | Error e) {
      group.forEach(waiting -> waiting.result().completeExceptionally(e));
    }
  }
}
