package io.dermaflow.datasets.pictures;

import io.dermaflow.errors.DermaflowException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decodes within a time. Native code cannot be stopped: a decoder that takes longer is left to
 * itself in a thread of its own, and when too many are, work ends.
 */
public final class TimedPictureCodec implements PictureCodec {

  private static final int MOST_LEFT = 8;

  private final PictureCodec codec;
  private final Duration limit;
  private final AtomicInteger left = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "decoder");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param limit time that a picture may take
   */
  public TimedPictureCodec(PictureCodec codec, Duration limit) {
    this.codec = codec;
    this.limit = limit;
  }

  /**
   * @throws UndecodableException also with {@link PictureFault#TIMED_OUT}
   * @throws DermaflowException when too many decoders are left to themselves, or on an interrupt
   */
  @Override
  public Picture decode(byte[] bytes, Inspection.Accepted header, int minSide) {
    AtomicBoolean late = new AtomicBoolean();
    Future<Picture> future =
        threads.submit(
            () -> {
              try {
                return codec.decode(bytes, header, minSide);
              } finally {
                if (!late.compareAndSet(false, true)) {
                  left.decrementAndGet();
                }
              }
            });
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw timedOut(late);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof UndecodableException undecodable
          ? undecodable
          : new UndecodableException(PictureFault.UNDECODABLE, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed(
          "Decoding was interrupted", "to be left to its end", "run the same command again");
    }
  }

  private UndecodableException timedOut(AtomicBoolean late) {
    int now = left.incrementAndGet();
    if (!late.compareAndSet(false, true)) {
      left.decrementAndGet(); // it has just ended after all
    }
    if (now > MOST_LEFT) {
      throw DermaflowException.failed(
          MOST_LEFT + " decoders take longer than " + limit.toSeconds() + " s at once",
          "pictures that are decoded in less",
          "the machine is overloaded: run the command again when it is not");
    }
    return new UndecodableException(
        PictureFault.TIMED_OUT, "not decoded within " + limit.toSeconds() + " s");
  }

  @Override
  public byte[] encodeJpeg(Picture picture, int quality) {
    return codec.encodeJpeg(picture, quality);
  }
}
