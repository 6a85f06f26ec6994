package io.dermaflow.training;

import io.dermaflow.models.Head;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A dataset version cut and scaled for one network, in one file: what the training process needs
 * and nothing else. Header, then labels of all items, then their pixels; pixels stay on disk and
 * are read by item.
 */
final class PreparedData implements Closeable {

  private static final int MAGIC = 0x44455231;

  private final int size;
  private final List<PreparedItem> items;
  private final FileChannel channel;
  private final long pixelsAt;

  private PreparedData(int size, List<PreparedItem> items, FileChannel channel, long pixelsAt) {
    this.size = size;
    this.items = items;
    this.channel = channel;
    this.pixelsAt = pixelsAt;
  }

  /** Where an item's pixels come from. */
  interface Pixels {
    byte[] of(int index) throws IOException;
  }

  /** Writes a file that is there as a whole or not at all. */
  static void write(Path file, int size, List<PreparedItem> items, Pixels pixels)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
      out.writeInt(MAGIC);
      out.writeInt(size);
      out.writeInt(items.size());
      for (PreparedItem item : items) {
        out.writeLong(item.id());
        out.writeByte(item.split());
        out.writeByte(item.severity());
        out.writeByte(item.skinType());
        out.writeShort(item.conditions());
      }
      for (int i = 0; i < items.size(); i++) {
        out.write(pixels.of(i));
      }
    }
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static PreparedData open(Path file) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    int size;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a prepared dataset");
      }
      size = in.readInt();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        items.add(
            new PreparedItem(
                in.readLong(), in.readByte(), in.readByte(), in.readByte(), in.readShort()));
      }
    }
    return new PreparedData(
        size, items, FileChannel.open(file, StandardOpenOption.READ), 12 + 13L * items.size());
  }

  int size() {
    return size;
  }

  List<PreparedItem> items() {
    return items;
  }

  /** Indices of the items of a split, in ledger order. */
  int[] split(int split) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).split() == split) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Heads that at least one training item has a label for. */
  List<Head> labelledHeads() {
    List<Head> heads = new ArrayList<>();
    for (Head head : Head.values()) {
      if (items.stream().anyMatch(i -> i.split() == PreparedItem.TRAIN && i.has(head))) {
        heads.add(head);
      }
    }
    return heads;
  }

  /** Pixels of an item to {@code target} from {@code at} on. */
  void read(int index, byte[] target, int at) throws IOException {
    int length = size * size * 3;
    ByteBuffer buffer = ByteBuffer.wrap(target, at, length);
    long from = pixelsAt + (long) index * length;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, from + length - buffer.remaining());
      if (n < 0) {
        throw new IOException("the prepared dataset ends before item " + index);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
