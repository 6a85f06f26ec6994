package io.dermaflow.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY … FROM STDIN (FORMAT binary)}, collected in memory: many times faster than
 * inserts, and nothing has to be escaped. One use, one thread.
 */
public final class BinaryCopy {

  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
  private static final int FIRST = 1 << 16;
  private static final byte JSONB_VERSION = 1;

  private final int columns;
  private ByteBuffer bytes = ByteBuffer.allocate(FIRST);
  private long rows;

  /**
   * @param columns number of columns of each row
   */
  public BinaryCopy(int columns) {
    this.columns = columns;
    bytes.put(SIGNATURE).putInt(0).putInt(0);
  }

  /** Begins a row; its values follow in the order of the columns. */
  public BinaryCopy row() {
    room(Short.BYTES).putShort((short) columns);
    rows++;
    return this;
  }

  /** A value of type {@code bigint}. */
  public BinaryCopy bigint(long value) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  /** A value of type {@code text}. */
  public BinaryCopy text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    return this;
  }

  /** A value of type {@code jsonb}. */
  public BinaryCopy jsonb(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + 1 + utf8.length).putInt(utf8.length + 1).put(JSONB_VERSION).put(utf8);
    return this;
  }

  /** A value of type {@code text[]} without nulls. */
  public BinaryCopy texts(List<String> values) {
    int textOid = 25;
    int start = bytes.position();
    room(Integer.BYTES).putInt(0);
    room(5 * Integer.BYTES).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(textOid);
    if (!values.isEmpty()) {
      bytes.putInt(values.size()).putInt(1);
    }
    values.forEach(this::text);
    bytes.putInt(start, bytes.position() - start - Integer.BYTES);
    return this;
  }

  private ByteBuffer room(int wanted) {
    if (bytes.remaining() < wanted) {
      int size = Math.max(2 * bytes.capacity(), bytes.position() + wanted);
      bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), size)).position(bytes.position());
    }
    return bytes;
  }

  /**
   * Sends the rows.
   *
   * @param into table and columns, e.g. {@code features.recommendation (publication, body)}
   * @return number of rows written
   * @throws SQLException what the database has against them
   */
  public long send(Connection connection, String into) throws SQLException {
    room(Short.BYTES).putShort((short) -1);
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + into + " from stdin (format binary)");
    try {
      copy.writeToCopy(bytes.array(), 0, bytes.position());
      long written = copy.endCopy();
      if (written != rows) {
        throw new SQLException(written + " rows written of " + rows);
      }
      return written;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
