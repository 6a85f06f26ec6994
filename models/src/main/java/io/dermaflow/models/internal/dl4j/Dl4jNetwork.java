package io.dermaflow.models.internal.dl4j;

import io.dermaflow.files.WholeFiles;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.LogitCorrection;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.StepPart;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * A network in training: replicas of one graph over the same parameters, a thread each, every one
 * with its share of the batch and its own gradients. These are added in a fixed order and given to
 * the first one's optimiser, so that the result does not depend on who finished first.
 */
final class Dl4jNetwork implements TrainableNetwork {

  private final NetworkSpec spec;
  private final int replicaCount;
  private final ExecutorService threads;
  private final List<Replica> replicas = new ArrayList<>();
  private Frozen frozen;
  private Optimiser optimiser;
  private long updateNanos;

  Dl4jNetwork(NetworkSpec spec, Frozen frozen, ComputationGraph graph, int replicaCount) {
    this.spec = spec;
    this.replicaCount = replicaCount;
    this.frozen = frozen;
    this.threads =
        Executors.newFixedThreadPool(
            replicaCount,
            task -> {
              Thread thread = new Thread(() -> alone(task), "replica");
              thread.setDaemon(true);
              return thread;
            });
    this.optimiser = new Optimiser(graph);
    replicate(graph);
  }

  /**
   * One native thread a replica: two on one core would wait for each other. OpenMP keeps the number
   * for each thread that calls it.
   */
  private static void alone(Runnable task) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    task.run();
  }

  private void replicate(ComputationGraph graph) {
    for (int i = 0; i < replicaCount; i++) {
      ComputationGraph own = graph;
      if (i > 0) {
        own = new ComputationGraph(graph.getConfiguration().clone());
        own.init(graph.params(), false);
      }
      if (own.getFlattenedGradients() == null) { // a restored updater works on its own view
        own.initGradientsView();
      }
      replicas.add(new Replica(own));
    }
  }

  private ComputationGraph first() {
    return replicas.get(0).graph;
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public boolean finite() {
    float[] values = new float[(int) first().numParams()];
    Tiles.buffer(first().params()).get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int steps() {
    return first().getIterationCount();
  }

  @Override
  public void begin(Frozen next, LearningRate rate) {
    INDArray parameters = first().params();
    ComputationGraph graph = new ComputationGraph(MobileNetV2.configuration(spec, rate, 0));
    graph.init(parameters, true);
    replicas.forEach(Replica::close);
    replicas.clear();
    frozen = next;
    optimiser = new Optimiser(graph);
    replicate(graph);
  }

  @Override
  public double fit(TrainingBatch batch) {
    int used = Math.min(replicaCount, batch.count());
    List<Future<Double>> running = new ArrayList<>();
    for (int i = 0; i < used; i++) {
      Replica replica = replicas.get(i);
      int from = batch.count() * i / used;
      int to = batch.count() * (i + 1) / used;
      running.add(threads.submit(() -> replica.gradient(batch, from, to, 1.0 / used)));
    }
    double loss = 0;
    for (Future<Double> future : running) {
      loss += await(future);
    }
    long learnt = System.nanoTime();
    List<INDArray> gradients =
        replicas.subList(0, used).stream().map(r -> r.graph.getFlattenedGradients()).toList();
    List<Future<?>> updating = new ArrayList<>();
    for (int i = 0; i < replicaCount; i++) {
      int part = i;
      updating.add(
          threads.submit(() -> optimiser.step(gradients, batch.count(), part, replicaCount)));
    }
    updating.forEach(Dl4jNetwork::await);
    first().getConfiguration().setIterationCount(first().getIterationCount() + 1);
    updateNanos += System.nanoTime() - learnt;
    return loss / batch.count();
  }

  @Override
  public Map<StepPart, Double> profile() {
    Map<StepPart, Double> seconds = new EnumMap<>(StepPart.class);
    for (Replica replica : replicas) {
      replica
          .tiles
          .profile()
          .drain()
          .forEach((part, nanos) -> seconds.merge(part, nanos / 1e9 / replicaCount, Double::sum));
    }
    seconds.put(StepPart.UPDATE, updateNanos / 1e9);
    updateNanos = 0;
    return seconds;
  }

  @Override
  public HeadOutputs predict(byte[] pixels, int count) {
    return predict(Frozen.NOTHING, new TrainingBatch.Pixels(pixels), count);
  }

  @Override
  public HeadOutputs predictTail(float[] activations, int count) {
    return predict(frozen, new TrainingBatch.Activations(activations), count);
  }

  private HeadOutputs predict(Frozen from, TrainingBatch.Input input, int count) {
    Map<Head, float[]> byHead = new EnumMap<>(Head.class);
    for (Head head : spec.heads()) {
      byHead.put(head, new float[count * head.size()]);
    }
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < replicaCount; i++) {
      Replica replica = replicas.get(i);
      int start = count * i / replicaCount;
      int end = count * (i + 1) / replicaCount;
      running.add(threads.submit(() -> replica.predict(from, input, start, end, byHead)));
    }
    running.forEach(Dl4jNetwork::await);
    return new HeadOutputs(count, byHead);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replica failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void save(Path zip) throws IOException {
    save(zip, true);
  }

  @Override
  public void saveResult(Path zip) throws IOException {
    save(zip, false);
  }

  private void save(Path zip, boolean optimiserState) throws IOException {
    Path part = WholeFiles.part(zip);
    SavedNetwork.write(
        first(),
        ModelSerializer.UPDATER_BIN,
        optimiserState ? first().getUpdater().getStateViewArray() : null,
        part);
    WholeFiles.publish(part, zip);
  }

  @Override
  public InferenceNetwork inference() {
    return Numbers.inference(spec, first());
  }

  @Override
  public void calibrate(Map<Head, LogitCorrection> corrections) {
    Numbers.calibrate(first(), corrections);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (threads.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS)) {
        replicas.forEach(Replica::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One graph with its passes; used by one thread at a time. */
  private final class Replica implements AutoCloseable {
    final ComputationGraph graph;

    private final Tiles tiles = new Tiles();
    private final HeadMath heads;
    private final Map<Frozen, Map<Integer, GraphPass>> passes = new EnumMap<>(Frozen.class);

    Replica(ComputationGraph graph) {
      this.graph = graph;
      this.heads = new HeadMath(graph, spec.heads());
    }

    private GraphPass pass(Frozen from, int pictures) {
      return passes
          .computeIfAbsent(from, f -> new java.util.HashMap<>())
          .computeIfAbsent(pictures, n -> new GraphPass(spec, graph, heads, tiles, from, n));
    }

    /** Leaves the gradient of the items from..to in the graph; returns their summed loss. */
    double gradient(TrainingBatch batch, int from, int to, double share) {
      graph.getFlattenedGradients().assign(0);
      // BatchNorm's statistics are those of all pictures of a pass.
      int most =
          spec.normalisation() == Normalisation.TRAINED
              ? to - from
              : GraphPass.picturesAtOnce(spec, frozen);
      double loss = 0;
      heads.load();
      for (int at = from; at < to; at += most) {
        GraphPass pass = pass(frozen, Math.min(most, to - at));
        loss += pass.learn(batch, at, share * pass.pictures() / (to - from));
      }
      heads.store();
      return loss;
    }

    void predict(
        Frozen from, TrainingBatch.Input input, int start, int end, Map<Head, float[]> into) {
      int most = GraphPass.picturesAtOnce(spec, from);
      heads.load();
      for (int at = start; at < end; at += most) {
        pass(from, Math.min(most, end - at)).predict(input, at, into);
      }
    }

    @Override
    public void close() {
      passes.values().forEach(sizes -> sizes.values().forEach(GraphPass::close));
      passes.clear();
    }
  }
}
