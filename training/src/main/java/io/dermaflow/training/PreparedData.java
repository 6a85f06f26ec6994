package io.dermaflow.training;

import io.dermaflow.files.WholeFiles;
import io.dermaflow.models.Head;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A dataset version cut and scaled for one network, in one file: what the training process needs
 * and nothing else. Header, then labels of all items, then their pixels; pixels stay on disk and
 * are read by item. Training pictures may be stored larger than the network's input, so that
 * augmentation has something to cut from; the others are exactly what a scorer would see.
 */
final class PreparedData implements Closeable {

  private static final int MAGIC = 0x44455232;
  private static final int HEADER = 16;
  private static final int ITEM = 13;

  /** Items after which what is written is made durable. */
  private static final int BETWEEN_MARKS = 250;

  private final Layout layout;
  private final FileChannel channel;
  private final long[] offsets;

  private PreparedData(Layout layout, FileChannel channel) {
    this.layout = layout;
    this.channel = channel;
    this.offsets = layout.offsets();
  }

  /** Where an item's pixels come from. */
  interface Pixels {
    byte[] of(int index) throws IOException;
  }

  /**
   * What a file holds.
   *
   * @param size side of the network's input, pixels
   * @param trainSize side of a training picture, pixels
   * @param items labels of all items
   */
  record Layout(int size, int trainSize, List<PreparedItem> items) {

    /** Bytes of an item's pixels. */
    int length(int split) {
      int side = split == PreparedItem.TRAIN ? trainSize : size;
      return side * side * 3;
    }

    /** Where the pixels of each item begin, and last where the file ends. */
    long[] offsets() {
      long[] offsets = new long[items.size() + 1];
      offsets[0] = HEADER + (long) ITEM * items.size();
      for (int i = 0; i < items.size(); i++) {
        offsets[i + 1] = offsets[i] + length(items.get(i).split());
      }
      return offsets;
    }

    byte[] head() {
      ByteBuffer head = ByteBuffer.allocate(HEADER + ITEM * items.size());
      head.putInt(MAGIC).putInt(size).putInt(trainSize).putInt(items.size());
      for (PreparedItem item : items) {
        head.putLong(item.id())
            .put((byte) item.split())
            .put((byte) item.severity())
            .put((byte) item.skinType())
            .putShort((short) item.conditions());
      }
      return head.array();
    }
  }

  /**
   * Writes a file that is there as a whole or not at all. Called again after it was interrupted it
   * goes on behind the last item that was safely on disk.
   *
   * @param pixels asked for one item after the other, beginning with the given one
   */
  static void write(Path file, Layout layout, IntFunction<Pixels> pixels) throws IOException {
    Path part = WholeFiles.part(file);
    Path mark = file.resolveSibling(file.getFileName() + ".mark");
    try (FileChannel out =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      byte[] head = layout.head();
      long[] offsets = layout.offsets();
      int done = resumable(out, mark, head, offsets);
      if (done == 0) {
        Files.deleteIfExists(mark);
        out.truncate(0);
        writeFully(out, head, 0);
      }
      Pixels source = pixels.apply(done);
      for (int i = done; i < layout.items().size(); i++) {
        writeFully(out, source.of(i), offsets[i]);
        if ((i + 1) % BETWEEN_MARKS == 0) {
          out.force(false);
          Files.writeString(mark, Integer.toString(i + 1));
        }
      }
      out.truncate(offsets[layout.items().size()]);
    }
    Files.deleteIfExists(mark); // first: a mark must never outlive its part
    WholeFiles.publish(part, file);
  }

  /** How many items an interrupted call left on disk, 0 when they are of another dataset. */
  private static int resumable(FileChannel part, Path mark, byte[] head, long[] offsets)
      throws IOException {
    if (!Files.exists(mark) || part.size() < head.length) {
      return 0;
    }
    byte[] found = new byte[head.length];
    readFully(part, found, 0, head.length, 0);
    String count = Files.readString(mark).strip();
    if (!Arrays.equals(found, head) || !count.matches("[0-9]{1,9}")) {
      return 0;
    }
    int done = Integer.parseInt(count);
    return done < offsets.length && part.size() >= offsets[done] ? done : 0;
  }

  private static void writeFully(FileChannel out, byte[] bytes, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer, at + buffer.position());
    }
  }

  private static void readFully(FileChannel in, byte[] target, int at, int length, long from)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(target, at, length);
    while (buffer.hasRemaining()) {
      int n = in.read(buffer, from + length - buffer.remaining());
      if (n < 0) {
        throw new IOException("the prepared dataset ends before byte " + (from + length));
      }
    }
  }

  static PreparedData open(Path file) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a prepared dataset");
      }
      int size = in.readInt();
      int trainSize = in.readInt();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        items.add(
            new PreparedItem(
                in.readLong(), in.readByte(), in.readByte(), in.readByte(), in.readShort()));
      }
      return new PreparedData(
          new Layout(size, trainSize, List.copyOf(items)),
          FileChannel.open(file, StandardOpenOption.READ));
    }
  }

  /** Bytes of an item of a split. */
  int length(int split) {
    return layout.length(split);
  }

  List<PreparedItem> items() {
    return layout.items();
  }

  /** Labelled training items by class of a head that is not multi-label. */
  int[] classCounts(Head head) {
    int[] counts = new int[head.size()];
    for (PreparedItem item : items()) {
      if (item.trains() && item.has(head)) {
        counts[item.classOf(head)]++;
      }
    }
    return counts;
  }

  /** Indices of the items of a split, in ledger order. */
  int[] split(int split) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < items().size(); i++) {
      if (items().get(i).split() == split) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Heads that at least one training item has a label for. */
  List<Head> labelledHeads() {
    List<Head> heads = new ArrayList<>();
    for (Head head : Head.values()) {
      if (items().stream().anyMatch(i -> i.trains() && i.has(head))) {
        heads.add(head);
      }
    }
    return heads;
  }

  /** Pixels of an item to {@code target} from {@code at} on. */
  void read(int index, byte[] target, int at) throws IOException {
    int length = layout.length(items().get(index).split());
    readFully(channel, target, at, length, offsets[index]);
  }

  /** Pixels of items of one split, one after the other. */
  byte[] pictures(int[] indices) throws IOException {
    int length = indices.length == 0 ? 0 : layout.length(items().get(indices[0]).split());
    byte[] pixels = new byte[indices.length * length];
    for (int i = 0; i < indices.length; i++) {
      read(indices[i], pixels, i * length);
    }
    return pixels;
  }

  /**
   * Some of the given items in batches, spread evenly over all: items come sorted, so that the
   * first ones may share a label.
   */
  static List<int[]> spread(int[] items, int most, int batch) {
    int count = Math.min(most, items.length);
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < count; from += batch) {
      int[] some = new int[Math.min(batch, count - from)];
      for (int i = 0; i < some.length; i++) {
        some[i] = items[(int) ((long) (from + i) * items.length / count)];
      }
      batches.add(some);
    }
    return batches;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
