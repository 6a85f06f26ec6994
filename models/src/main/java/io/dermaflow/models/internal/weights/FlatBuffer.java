package io.dermaflow.models.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads FlatBuffers: tables whose fields are found by slot through a table of offsets. Every access
 * is bounded by the buffer, so that a cut file ends in an {@link IndexOutOfBoundsException}.
 */
final class FlatBuffer {

  private final ByteBuffer bytes;

  FlatBuffer(ByteBuffer file) {
    this.bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  Table root() {
    return new Table(bytes.getInt(0));
  }

  /** A table at a position. */
  final class Table {

    private final int at;

    private Table(int at) {
      this.at = at;
    }

    /** Position of a field's value, 0 when it is not there. */
    private int field(int slot) {
      int table = at - bytes.getInt(at);
      int entry = 4 + 2 * slot;
      int size = bytes.getShort(table) & 0xFFFF;
      int offset = entry < size ? bytes.getShort(table + entry) & 0xFFFF : 0;
      return offset == 0 ? 0 : at + offset;
    }

    int integer(int slot) {
      int field = field(slot);
      return field == 0 ? 0 : bytes.getInt(field);
    }

    int octet(int slot) {
      int field = field(slot);
      return field == 0 ? 0 : bytes.get(field) & 0xFF;
    }

    boolean has(int slot) {
      return field(slot) != 0;
    }

    Table table(int slot) {
      int field = field(slot);
      if (field == 0) {
        throw new Unfit("a table has no field " + slot, "a whole TFLite file");
      }
      return new Table(field + bytes.getInt(field));
    }

    String text(int slot) {
      int field = field(slot);
      if (field == 0) {
        return "";
      }
      int start = field + bytes.getInt(field);
      byte[] text = new byte[bounded(bytes.getInt(start))];
      bytes.get(start + 4, text);
      return new String(text, StandardCharsets.UTF_8);
    }

    /** Number of elements of a vector, 0 when it is not there. */
    int length(int slot) {
      int field = field(slot);
      return field == 0 ? 0 : bounded(bytes.getInt(field + bytes.getInt(field)));
    }

    private int element(int slot, int size, int index) {
      if (index < 0 || index >= length(slot)) {
        throw new IndexOutOfBoundsException(index);
      }
      int field = field(slot);
      return field + bytes.getInt(field) + 4 + size * index;
    }

    Table tableAt(int slot, int index) {
      int element = element(slot, 4, index);
      return new Table(element + bytes.getInt(element));
    }

    int integerAt(int slot, int index) {
      return bytes.getInt(element(slot, 4, index));
    }

    float floatAt(int slot, int index) {
      return bytes.getFloat(element(slot, 4, index));
    }

    long longAt(int slot, int index) {
      return bytes.getLong(element(slot, 8, index));
    }

    /** The bytes of a vector. */
    ByteBuffer octets(int slot) {
      int length = length(slot);
      return length == 0
          ? ByteBuffer.allocate(0)
          : bytes.slice(element(slot, 1, 0), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int bounded(int length) {
      if (length < 0 || length > bytes.capacity()) {
        throw new IndexOutOfBoundsException(length);
      }
      return length;
    }
  }
}
