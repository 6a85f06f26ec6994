package io.dermaflow.models;

/**
 * The frozen part of a network, run by itself: from pictures to the activations that the rest
 * starts from. Safe for concurrent use.
 */
public interface Trunk extends AutoCloseable {

  /** Values a picture. */
  int length();

  /**
   * @param pixels {@code count * size * size * 3} bytes, red green blue
   * @return {@code count * length} values, channel-last
   */
  float[] run(byte[] pixels, int count);

  @Override
  void close();
}
