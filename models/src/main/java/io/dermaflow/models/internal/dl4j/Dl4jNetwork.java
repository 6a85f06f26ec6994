package io.dermaflow.models.internal.dl4j;

import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrainingBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * A network in training: replicas of one graph, a thread each, every one with its share of the
 * batch. Their gradients are added in a fixed order and given to the first one's optimiser, so that
 * the result does not depend on who finished first.
 */
final class Dl4jNetwork implements TrainableNetwork {

  private static final int PREDICTED_AT_ONCE = 16;

  /**
   * Arrays lie outside the heap and are freed when their small Java objects are collected; left to
   * itself the collector sees no reason to run while gigabytes wait.
   */
  private static final int STEPS_BETWEEN_COLLECTIONS = 16;

  private final NetworkSpec spec;
  private final List<ComputationGraph> replicas = new ArrayList<>();
  private final ExecutorService threads;
  private final BlockingQueue<ComputationGraph> idle;

  Dl4jNetwork(NetworkSpec spec, ComputationGraph graph, int replicaCount) {
    this.spec = spec;
    replicas.add(graph);
    for (int i = 1; i < replicaCount; i++) {
      ComputationGraph copy = new ComputationGraph(graph.getConfiguration().clone());
      copy.init();
      copy.params().assign(graph.params());
      replicas.add(copy);
    }
    for (ComputationGraph replica : replicas) {
      if (replica.getFlattenedGradients() == null) { // a restored updater works on its own view
        replica.initGradientsView();
      }
      for (var layer : replica.getLayers()) {
        if (layer instanceof ConvBlockLayer block) {
          block.setStatisticsShare(1.0 / replicaCount);
        }
      }
    }
    this.idle = new ArrayBlockingQueue<>(replicaCount, false, replicas);
    this.threads =
        Executors.newFixedThreadPool(
            replicaCount,
            task -> {
              Thread thread = new Thread(task, "replica");
              thread.setDaemon(true);
              return thread;
            });
    // One native thread a replica: two on one core would wait for each other.
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }

  private ComputationGraph first() {
    return replicas.get(0);
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public long parameters() {
    return first().numParams();
  }

  @Override
  public int steps() {
    return first().getIterationCount();
  }

  @Override
  public double fit(TrainingBatch batch) {
    int used = Math.min(replicas.size(), batch.count());
    List<Future<Double>> running = new ArrayList<>();
    for (int i = 0; i < used; i++) {
      ComputationGraph replica = replicas.get(i);
      int from = batch.count() * i / used;
      int to = batch.count() * (i + 1) / used;
      running.add(threads.submit(() -> gradient(replica, batch, from, to)));
    }
    double loss = 0;
    for (Future<Double> future : running) {
      loss += await(future);
    }
    ComputationGraph graph = first();
    INDArray gradients = graph.getFlattenedGradients();
    for (int i = 1; i < used; i++) {
      gradients.addi(replicas.get(i).getFlattenedGradients());
    }
    int step = graph.getIterationCount();
    graph
        .getUpdater()
        .update(
            graph.gradient(),
            step,
            graph.getEpochCount(),
            batch.count(),
            LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(gradients.reshape(graph.params().shape()));
    graph.getConfiguration().setIterationCount(step + 1);
    if ((step + 1) % STEPS_BETWEEN_COLLECTIONS == 0) {
      System.gc();
    }
    for (int i = 1; i < replicas.size(); i++) {
      replicas.get(i).params().assign(graph.params());
    }
    return loss / batch.count();
  }

  /** Leaves the gradient of pictures from..to in the replica; returns their summed loss. */
  private double gradient(ComputationGraph graph, TrainingBatch batch, int from, int to) {
    int heads = spec.heads().size();
    INDArray[] labels = new INDArray[heads];
    INDArray[] weights = new INDArray[heads];
    for (int i = 0; i < heads; i++) {
      Head head = spec.heads().get(i);
      labels[i] = slice(batch.labels().get(head), head.size(), from, to);
      weights[i] = slice(batch.weights().get(head), 1, from, to);
    }
    graph.setInput(0, pixels(batch.pixels(), from, to));
    graph.setLabels(labels);
    graph.setLayerMaskArrays(null, weights);
    graph.computeGradientAndScore();
    graph.clearLayerMaskArrays();
    return graph.score() * (to - from);
  }

  private static INDArray slice(float[] values, int width, int from, int to) {
    float[] part = java.util.Arrays.copyOfRange(values, from * width, to * width);
    return Nd4j.createFromArray(part).reshape('c', to - from, width);
  }

  /** Scaled to [-1, 1], {@code [N, size, size, 3]}. */
  private INDArray pixels(byte[] bytes, int from, int to) {
    int each = spec.size() * spec.size() * 3;
    float[] values = new float[(to - from) * each];
    for (int i = 0, at = from * each; i < values.length; i++, at++) {
      values[i] = (bytes[at] & 0xFF) / 127.5f - 1f;
    }
    INDArray array = Nd4j.create(DataType.FLOAT, to - from, spec.size(), spec.size(), 3);
    Tiles.buffer(array).put(0, values);
    return array;
  }

  @Override
  public HeadOutputs predict(byte[] pixels, int count) {
    List<Future<INDArray[]>> running = new ArrayList<>();
    for (int from = 0; from < count; from += PREDICTED_AT_ONCE) {
      int start = from;
      int end = Math.min(count, from + PREDICTED_AT_ONCE);
      running.add(threads.submit(() -> outputs(pixels, start, end)));
    }
    Map<Head, float[]> byHead = new EnumMap<>(Head.class);
    for (Head head : spec.heads()) {
      byHead.put(head, new float[count * head.size()]);
    }
    for (int chunk = 0; chunk < running.size(); chunk++) {
      INDArray[] outputs = await(running.get(chunk));
      for (int i = 0; i < outputs.length; i++) {
        Head head = spec.heads().get(i);
        float[] values = outputs[i].data().asFloat();
        System.arraycopy(
            values, 0, byHead.get(head), chunk * PREDICTED_AT_ONCE * head.size(), values.length);
      }
    }
    return new HeadOutputs(count, byHead);
  }

  private INDArray[] outputs(byte[] pixels, int from, int to) throws InterruptedException {
    ComputationGraph free = idle.take();
    try {
      INDArray[] outputs = free.output(false, pixels(pixels, from, to));
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = outputs[i].dup('c');
      }
      return outputs;
    } finally {
      idle.put(free);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replica failed", e.getCause());
    }
  }

  @Override
  public void save(Path zip) throws IOException {
    Path part = zip.resolveSibling(zip.getFileName() + ".part");
    ModelSerializer.writeModel(first(), part.toFile(), true);
    DurableFiles.publish(part, zip);
  }

  @Override
  public void exportOnnx(Path onnx) throws IOException {
    Path part = onnx.resolveSibling(onnx.getFileName() + ".part");
    Files.write(part, new OnnxExport(spec, first()).bytes());
    DurableFiles.publish(part, onnx);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Files that are there as a whole or not at all, also after a power cut. */
  private static final class DurableFiles {
    static void publish(Path part, Path file) throws IOException {
      try (var channel =
          java.nio.channels.FileChannel.open(part, java.nio.file.StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
