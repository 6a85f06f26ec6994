package io.dermaflow.models;

/** A loaded model. Safe for concurrent use; the same pixels give the same probabilities. */
public interface Predictor extends AutoCloseable {

  NetworkSpec spec();

  /**
   * @param pixels {@code count * size * size * 3} bytes, red green blue, as {@link Preprocessor}
   *     gives them
   * @param count number of pictures, at least 1
   * @return probabilities of every head
   */
  HeadOutputs predict(byte[] pixels, int count);

  @Override
  void close();
}
