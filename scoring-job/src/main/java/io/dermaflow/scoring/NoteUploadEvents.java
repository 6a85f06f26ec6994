package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.scoring.UploadEvents.Created;
import io.dermaflow.scoring.UploadEvents.Event;
import io.dermaflow.scoring.UploadEvents.Fault;
import io.dermaflow.scoring.UploadEvents.Message;
import io.dermaflow.scoring.UploadEvents.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes the uploads that a queue tells of. An event only says where to look: what is noted is what
 * the storage holds at that moment, so events may be late, doubled and out of order. A message is
 * acknowledged after its uploads were noted; whatever breaks before that, the queue gives it again.
 */
public final class NoteUploadEvents {

  private static final Logger LOG = LoggerFactory.getLogger(NoteUploadEvents.class);

  private final UploadEvents events;
  private final ObjectStorage storage;
  private final String bucket;
  private final String prefix;
  private final Clock clock;

  /**
   * @param storage where the uploads are
   * @param bucket its name; events of others are foreign
   * @param prefix keys of uploads start with it; empty, or ending in a slash
   */
  public NoteUploadEvents(
      UploadEvents events, ObjectStorage storage, String bucket, String prefix, Clock clock) {
    this.events = events;
    this.storage = storage;
    this.bucket = bucket;
    this.prefix = prefix;
    this.clock = clock;
  }

  /**
   * Goes on until the queue has nothing that this run has not seen.
   *
   * @param note keeps uploads and returns how many were new. What it has kept must be committed
   *     when it returns, so this must not run inside a transaction that {@code note} takes part in.
   *     It may get an upload that it has.
   */
  public Summary untilEmpty(ToIntFunction<List<UploadRef>> note) {
    Run run = new Run(note);
    boolean more;
    do {
      more = run.step();
    } while (more);
    return run.summary();
  }

  /**
   * Goes on for some time, listening while the queue is empty; ends with the first poll that
   * returns after that.
   *
   * @param note see {@link #untilEmpty}
   */
  public Summary during(Duration time, ToIntFunction<List<UploadRef>> note) {
    Instant end = clock.instant().plus(time);
    Run run = new Run(note);
    do {
      run.step();
    } while (clock.instant().isBefore(end));
    return run.summary();
  }

  /**
   * What a run has done.
   *
   * @param messages that it took, counting one again whenever it came again
   * @param acknowledged messages that were removed from the queue
   * @param looked uploads that it looked at
   * @param absent of these, the ones of which the storage gave nothing to note
   * @param added inputs that were new
   * @param tests test events
   * @param foreign events of other buckets, or of keys that are not of an upload below the prefix
   * @param others events that are no writing of an object
   * @param unreadable messages left in the queue, by what is wrong with them
   */
  public record Summary(
      int messages,
      int acknowledged,
      int looked,
      int absent,
      int added,
      int tests,
      int foreign,
      int others,
      Map<Fault, Integer> unreadable) {

    public Summary {
      unreadable = Map.copyOf(unreadable);
    }
  }

  /** The counts of one run, and what it has left in the queue. */
  private final class Run {
    private final ToIntFunction<List<UploadRef>> note;
    private final Set<String> left = new HashSet<>();
    private final Map<Fault, Integer> unreadable = new EnumMap<>(Fault.class);
    private int messages;
    private int acknowledged;
    private int looked;
    private int absent;
    private int added;
    private int tests;
    private int foreign;
    private int others;

    Run(ToIntFunction<List<UploadRef>> note) {
      this.note = note;
    }

    /** Takes what one poll gives; returns whether there was something not seen before. */
    boolean step() {
      List<Message> batch = events.poll();
      messages += batch.size();
      SortedSet<String> folders = new TreeSet<>();
      List<Message> done = new ArrayList<>();
      boolean news = false;
      for (Message message : batch) {
        if (message.isReadable()) {
          done.add(message);
        } else if (left.add(message.id())) {
          leave(message);
        } else {
          continue; // what is readable of it has been noted
        }
        news = true;
        message.events().forEach(event -> take(event, folders));
      }
      noteUploads(folders);
      if (!done.isEmpty()) {
        acknowledged += events.acknowledge(done);
      }
      return news;
    }

    private void leave(Message message) {
      message.events().stream()
          .filter(Unreadable.class::isInstance)
          .map(Unreadable.class::cast)
          .findFirst()
          .ifPresent(
              first -> {
                unreadable.merge(first.fault(), 1, Integer::sum);
                LOG.warn(
                    "message {}, received {} times, stays in the queue: {}, {}",
                    message.id(),
                    message.receives(),
                    first.fault(),
                    first.evidence());
              });
    }

    private void take(Event event, SortedSet<String> folders) {
      if (event instanceof Created created) {
        String folder = folder(created);
        if (folder.isEmpty()) {
          foreign++;
        } else {
          folders.add(folder);
        }
      } else if (event instanceof UploadEvents.Test) {
        tests++;
      } else if (event instanceof UploadEvents.Other) {
        others++;
      }
    }

    /** What the keys of the upload start with; empty when it is not one of ours. */
    private String folder(Created created) {
      String key = created.key();
      if (!created.bucket().equals(bucket) || !key.startsWith(prefix)) {
        return "";
      }
      int slash = key.indexOf('/', prefix.length());
      boolean upload = slash > prefix.length() && key.indexOf('/', slash + 1) < 0;
      return upload ? key.substring(0, slash + 1) : "";
    }

    private void noteUploads(SortedSet<String> folders) {
      int[] found = {0};
      new UploadListing(new TouchedUploads(storage, folders), prefix)
          .forEachPage(
              page -> {
                found[0] += page.size();
                added += note.applyAsInt(page);
              });
      looked += folders.size();
      absent += folders.size() - found[0];
    }

    Summary summary() {
      return new Summary(
          messages, acknowledged, looked, absent, added, tests, foreign, others, unreadable);
    }
  }
}
