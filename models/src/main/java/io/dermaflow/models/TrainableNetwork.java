package io.dermaflow.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A network in training. One thread drives it; it may use several inside. The same seed, batches
 * and number of replicas give the same parameters bit for bit on one platform.
 */
public interface TrainableNetwork extends AutoCloseable {

  NetworkSpec spec();

  /** Whether every parameter is a finite number. */
  boolean finite();

  /** Steps taken so far; survives {@link #save}. */
  int steps();

  /**
   * One optimiser step over the batch.
   *
   * @return loss of the batch, summed over the heads
   */
  double fit(TrainingBatch batch);

  /** Seconds by part since the last call, the replicas' mean; what is left of a step is waiting. */
  Map<StepPart, Double> profile();

  /**
   * Goes on with another part frozen and a new optimiser; parameters stay.
   *
   * @param frozen what no longer learns; batches then hold the activations of {@link Trunk}
   */
  void begin(Frozen frozen, LearningRate rate);

  /**
   * Probabilities with the running statistics.
   *
   * @param pixels {@code count * size * size * 3} bytes, red green blue
   */
  HeadOutputs predict(byte[] pixels, int count);

  /** The same from the activations of the frozen trunk. */
  HeadOutputs predictTail(float[] activations, int count);

  /** Writes parameters and optimiser state to a DL4J zip; the file is replaced as a whole. */
  void save(Path zip) throws IOException;

  /** Writes parameters alone to a DL4J zip: what scores, and cannot be gone on with. */
  void saveResult(Path zip) throws IOException;

  /** What it has learnt, with BatchNorm folded. */
  InferenceNetwork inference();

  /** Corrects heads' logits, from now on and in everything that is saved. */
  void calibrate(Map<Head, LogitCorrection> corrections);

  @Override
  void close();
}
