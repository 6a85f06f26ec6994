package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.scheduler.serving.PublishedAnswers.Answer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How answers of one publication are kept: as they are while all fit, otherwise deflated with other
 * answers of the publication as the dictionary, for most of each answer is the same sentences.
 */
final class Packing {

  /** Deflate looks back 32 KiB; copying the dictionary is a part of every read. */
  private static final int MOST_DICTIONARY = 24 << 10;

  private static final int POOLED = 8;

  /** Nothing is deflated. */
  static final Packing PLAIN = new Packing(new byte[0]);

  private final byte[] dictionary;
  private final ArrayDeque<Inflater> idle = new ArrayDeque<>();

  /**
   * An answer as it is kept.
   *
   * @param packing what can read it
   * @param tag hash of the bytes
   * @param length number of bytes when they are unpacked
   */
  record Kept(Packing packing, byte[] tag, int length, byte[] bytes) {

    /** Of a subject without an answer. */
    static final Kept NONE = new Kept(PLAIN, new byte[0], 0, new byte[0]);

    boolean isNone() {
      return tag.length == 0;
    }

    Answer answer() {
      return new Answer(packing.unpack(bytes, length), "\"" + HexFormat.of().formatHex(tag) + "\"");
    }
  }

  private Packing(byte[] dictionary) {
    this.dictionary = dictionary;
  }

  /**
   * Chooses.
   *
   * @param samples some answers
   * @param subjects number of answers
   * @param capacity bytes there are for them
   */
  static Packing of(Collection<byte[]> samples, long subjects, long capacity) {
    long bytes = samples.stream().mapToLong(sample -> sample.length).sum();
    if (samples.isEmpty() || subjects * (bytes / samples.size()) <= capacity) {
      return PLAIN;
    }
    byte[] all = new byte[(int) Math.min(bytes, MOST_DICTIONARY)];
    int at = 0;
    for (byte[] sample : samples) {
      int length = Math.min(sample.length, all.length - at);
      System.arraycopy(sample, 0, all, at, length);
      at += length;
    }
    return new Packing(all);
  }

  Kept pack(byte[] json) {
    byte[] tag = AnswerJson.tag(json);
    if (dictionary.length == 0) {
      return new Kept(this, tag, json.length, json);
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setDictionary(dictionary);
      deflater.setInput(json);
      deflater.finish();
      byte[] packed = new byte[json.length + 64]; // larger than the worst case of these sizes
      int length = deflater.deflate(packed);
      if (!deflater.finished()) {
        return new Kept(PLAIN, tag, json.length, json);
      }
      return new Kept(this, tag, json.length, java.util.Arrays.copyOf(packed, length));
    } finally {
      deflater.end();
    }
  }

  private byte[] unpack(byte[] bytes, int length) {
    if (dictionary.length == 0) {
      return bytes;
    }
    Inflater inflater = take();
    try {
      inflater.setDictionary(dictionary);
      inflater.setInput(bytes);
      byte[] json = new byte[length];
      int done = inflater.inflate(json);
      if (done != length) {
        throw new IllegalStateException("unpacked %d of %d bytes".formatted(done, length));
      }
      return json;
    } catch (DataFormatException e) {
      throw new IllegalStateException("an answer that was kept cannot be read", e);
    } finally {
      giveBack(inflater);
    }
  }

  private Inflater take() {
    synchronized (idle) {
      Inflater found = idle.poll();
      if (found != null) {
        return found;
      }
    }
    return new Inflater(true);
  }

  private void giveBack(Inflater inflater) {
    inflater.reset();
    synchronized (idle) {
      if (idle.size() < POOLED) {
        idle.push(inflater);
        return;
      }
    }
    inflater.end();
  }
}
