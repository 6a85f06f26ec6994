package io.dermaflow.scoring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue of notifications of objects that were written to a bucket. It gives each at least once:
 * late, twice, in any order, and again until it is acknowledged. So an event says that something
 * happened to an object, and not what the object is like now.
 *
 * <p>Every method throws {@link io.dermaflow.errors.DermaflowException}, naming the queue, when the
 * queue cannot be used. Implementations are safe for concurrent use, also by several processes.
 */
public interface UploadEvents {

  /**
   * Takes a few messages and hides them from others for a while that the queue sets. Waits a
   * bounded time for the first one.
   *
   * @return at most some tens; empty when nothing came in that time
   */
  List<Message> poll();

  /**
   * Removes messages for good: only when what they say has been kept. One that could not be removed
   * comes again.
   *
   * @return how many were removed
   */
  int acknowledge(List<Message> messages);

  /**
   * One message of the queue.
   *
   * @param id the same whenever it is given again
   * @param receipt what this giving of it is acknowledged with
   * @param receives how often it was given, this time included; 0 where the queue does not say
   * @param events what it says, in its order
   */
  record Message(String id, String receipt, int receives, List<Event> events) {

    public Message {
      events = List.copyOf(events);
    }

    /**
     * Whether all of it was understood. One that was not is never acknowledged: what the queue does
     * with it after so many receives is the queue's own setting.
     */
    public boolean isReadable() {
      return events.stream().noneMatch(Unreadable.class::isInstance);
    }
  }

  /** What a message says. */
  sealed interface Event permits Created, Test, Other, Unreadable {}

  /**
   * An object was written. Bucket and key are all that is needed; the rest is null where the sender
   * did not say it in its documented form.
   *
   * @param bucket name of the bucket
   * @param key the object's key, decoded
   * @param etag its etag then
   * @param size its size then, bytes
   * @param at when it was written
   * @param sequencer hexadecimal; of two events of one key the later one has the greater
   */
  record Created(
      String bucket,
      String key,
      @Nullable String etag,
      @Nullable Long size,
      @Nullable Instant at,
      @Nullable String sequencer)
      implements Event {}

  /** Sent once, when notifications were set up. */
  record Test() implements Event {}

  /**
   * Something else happened to an object.
   *
   * @param name such as {@code ObjectRemoved:Delete}
   */
  record Other(String name) implements Event {}

  /**
   * Not understood.
   *
   * @param fault what is wrong
   * @param evidence the same for a person
   */
  record Unreadable(Fault fault, String evidence) implements Event {}

  /** What can be wrong with a message. */
  enum Fault {
    /** Not JSON. */
    NOT_JSON,
    /** JSON, but neither records nor a test. */
    NOT_A_NOTIFICATION,
    /** A record without event name, bucket or key. */
    INCOMPLETE_RECORD,
    /** A key that is not the URL encoding of any text. */
    UNDECODABLE_KEY
  }
}
