package io.dermaflow.models;

import java.io.IOException;
import java.nio.file.Path;

/** Reads pretrained weights, whatever tool made the file, and keeps them in a form of our own. */
public interface WeightsReader {

  /**
   * What a file is for, told by its content. Whatever is no face detector counts as a trunk: {@link
   * #read} says what is wrong with it.
   */
  WeightsPurpose purpose(Path file) throws IOException;

  /**
   * @param stated what the file does not say
   * @throws io.dermaflow.errors.DermaflowException of kind USAGE naming the first tensor that does
   *     not fit; files that would run code when they are loaded are never opened
   */
  PretrainedWeights read(Path file, PretrainedWeights.Stated stated) throws IOException;

  /** Writes our own form, which {@link #read} reads; the same weights give the same bytes. */
  void write(PretrainedWeights weights, Path file) throws IOException;
}
