package io.dermaflow.training;

import io.dermaflow.models.Frozen;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrainingBatch;
import io.dermaflow.models.Trunk;
import io.dermaflow.models.TrunkEngine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a phase feeds its network: augmented pictures, or what the frozen part says of them, run by
 * another engine in threads that work ahead. Which thread makes a batch does not change it.
 */
final class PhaseInputs implements Closeable {

  /** Each holds a batch of pictures and of activations. */
  private static final int MOST_THREADS = 8;

  private final BatchAssembler assembler;
  private final Phase phase;
  private final int batchSize;
  private final ExecutorService threads;
  private final int ahead;
  private @Nullable Trunk trunk;
  private @Nullable ActivationFile cached;
  private @Nullable ActivationFile valid;
  private int variants;

  private PhaseInputs(BatchAssembler assembler, Phase phase, int batchSize) {
    int cores = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    this.assembler = assembler;
    this.phase = phase;
    this.batchSize = batchSize;
    this.ahead = cores + 1;
    this.threads =
        Executors.newFixedThreadPool(
            cores,
            task -> {
              Thread thread = new Thread(task, "batches");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param network of which the phase's frozen part is run
   * @param folder for what the frozen part says
   * @param budget bytes that cached activations may take
   */
  static PhaseInputs open(
      TrainableNetwork network,
      PreparedData data,
      BatchAssembler assembler,
      Phase phase,
      int batchSize,
      TrunkEngine engine,
      Path folder,
      long budget,
      ActivationFile.Listener listener)
      throws IOException {
    PhaseInputs inputs = new PhaseInputs(assembler, phase, batchSize);
    if (phase.frozen() == Frozen.NOTHING) {
      return inputs;
    }
    try {
      Trunk trunk = engine.open(network.inference(), phase.frozen());
      inputs.trunk = trunk;
      inputs.cache(data, trunk, folder, budget, listener);
      return inputs;
    } catch (IOException | RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  private void cache(
      PreparedData data, Trunk frozen, Path folder, long budget, ActivationFile.Listener listener)
      throws IOException {
    int[] train = data.split(PreparedItem.TRAIN);
    long each = ActivationFile.bytes(frozen.length()) * Math.max(1, train.length);
    variants = (int) Math.min(phase.variants(), budget / each);
    if (variants > 0) {
      cached =
          ActivationFile.make(
              folder.resolve("train.activations"),
              train,
              variants,
              frozen,
              (variant, items) -> assembler.pictures(variant, items, false),
              threads,
              ahead,
              listener);
    }
    valid =
        ActivationFile.make(
            folder.resolve("valid.activations"),
            data.split(PreparedItem.VALID),
            1,
            frozen,
            (variant, items) -> data.pictures(items),
            threads,
            ahead,
            listener);
  }

  /** Gets the batches of an epoch, one after the other. */
  interface Step {
    void take(int step, TrainingBatch batch) throws IOException;
  }

  /** Hands out the batches of an epoch in order. */
  void epoch(int epoch, int steps, Step step) throws IOException {
    int[] order = assembler.order(epoch);
    Deque<Future<TrainingBatch>> coming = new ArrayDeque<>();
    int asked = 0;
    try {
      for (int taken = 0; taken < steps; taken++) {
        while (asked < steps && coming.size() < ahead) {
          int from = asked * batchSize;
          int[] items = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
          boolean mixed = cached == null && assembler.mixes(epoch);
          coming.add(
              threads.submit(
                  () -> assembler.batch(epoch, items, input(epoch, items, mixed), mixed)));
          asked++;
        }
        step.take(taken, Futures.await(coming.remove()));
      }
    } finally {
      coming.forEach(future -> future.cancel(true));
    }
  }

  private TrainingBatch.Input input(int epoch, int[] items, boolean mixed) throws IOException {
    ActivationFile file = cached;
    if (file != null) {
      int[] chosen = new int[items.length];
      for (int i = 0; i < items.length; i++) {
        chosen[i] = assembler.variant(epoch, items[i], variants);
      }
      return new TrainingBatch.Activations(file.read(items, chosen));
    }
    byte[] pictures = assembler.pictures(epoch, items, mixed);
    Trunk frozen = trunk;
    return frozen == null
        ? new TrainingBatch.Pixels(pictures)
        : new TrainingBatch.Activations(frozen.run(pictures, items.length));
  }

  /** Predicts validation items with the network as it is now. */
  SplitEvaluation.ItemPredictor validation(PreparedData data, TrainableNetwork network) {
    ActivationFile file = valid;
    if (file == null) {
      return SplitEvaluation.pictures(data, network::predict);
    }
    return items -> network.predictTail(file.read(items, new int[items.length]), items.length);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    try { // nothing native may be closed while it works
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IOException("the threads that make batches do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while batches were made", e);
    }
    if (cached != null) {
      cached.close();
    }
    if (valid != null) {
      valid.close();
    }
    if (trunk != null) {
      trunk.close();
    }
  }
}
