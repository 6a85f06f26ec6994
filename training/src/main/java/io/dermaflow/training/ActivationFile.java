package io.dermaflow.training;

import io.dermaflow.models.Trunk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * What the frozen part of a network says of items, some variants each, as 16-bit floats (IEEE 754
 * binary16) on disk. Made anew by every process that needs it: it is much faster to make than to
 * learn from, and the same bytes each time.
 */
final class ActivationFile implements Closeable {

  private static final int AT_ONCE = 8;

  private final FileChannel channel;
  private final int length;
  private final int variants;
  private final Map<Integer, Integer> positions = new HashMap<>();

  /** Pictures of some items. */
  interface Pictures {
    byte[] of(int variant, int[] items) throws IOException;
  }

  /** Told of progress. */
  interface Listener {
    void made(int done, int total);
  }

  private ActivationFile(FileChannel channel, int length, int variants, int[] items) {
    this.channel = channel;
    this.length = length;
    this.variants = variants;
    for (int i = 0; i < items.length; i++) {
      positions.put(items[i], i);
    }
  }

  /** Bytes on disk of one variant of one item. */
  static long bytes(int length) {
    return 2L * length;
  }

  static ActivationFile make(
      Path file,
      int[] items,
      int variants,
      Trunk trunk,
      Pictures pictures,
      ExecutorService threads,
      int ahead,
      Listener listener)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    ActivationFile made = new ActivationFile(channel, trunk.length(), variants, items);
    try {
      made.fill(items, trunk, pictures, threads, ahead, listener);
      return made;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void fill(
      int[] items,
      Trunk trunk,
      Pictures pictures,
      ExecutorService threads,
      int ahead,
      Listener listener)
      throws IOException {
    Deque<Future<Integer>> running = new ArrayDeque<>();
    int all = variants * items.length;
    int done = 0;
    try {
      for (int variant = 0; variant < variants; variant++) {
        for (int from = 0; from < items.length; from += AT_ONCE) {
          int[] some = Arrays.copyOfRange(items, from, Math.min(items.length, from + AT_ONCE));
          int number = variant;
          running.add(
              threads.submit(
                  () -> {
                    write(number, some, trunk.run(pictures.of(number, some), some.length));
                    return some.length;
                  }));
          if (running.size() > ahead) {
            done += Futures.await(running.remove());
            listener.made(done, all);
          }
        }
      }
      while (!running.isEmpty()) {
        done += Futures.await(running.remove());
        listener.made(done, all);
      }
    } finally {
      running.forEach(future -> future.cancel(true));
    }
  }

  private long offset(int item, int variant) {
    Integer position = positions.get(item);
    if (position == null) {
      throw new IllegalArgumentException("item " + item + " has no activations");
    }
    return ((long) position * variants + variant) * bytes(length);
  }

  private void write(int variant, int[] items, float[] values) throws IOException {
    for (int i = 0; i < items.length; i++) {
      ByteBuffer buffer = ByteBuffer.allocate(2 * length);
      for (int k = 0; k < length; k++) {
        buffer.putShort(Half.of(values[i * length + k]));
      }
      buffer.flip();
      long at = offset(items[i], variant);
      while (buffer.hasRemaining()) {
        channel.write(buffer, at + buffer.position());
      }
    }
  }

  /** Activations of items, each in its variant. */
  float[] read(int[] items, int[] chosen) throws IOException {
    float[] values = new float[items.length * length];
    ByteBuffer buffer = ByteBuffer.allocate(2 * length);
    for (int i = 0; i < items.length; i++) {
      buffer.clear();
      long at = offset(items[i], chosen[i]);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, at + buffer.position()) < 0) {
          throw new IOException("the activations end before item " + items[i]);
        }
      }
      buffer.flip();
      for (int k = 0; k < length; k++) {
        values[i * length + k] = Half.value(buffer.getShort());
      }
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
