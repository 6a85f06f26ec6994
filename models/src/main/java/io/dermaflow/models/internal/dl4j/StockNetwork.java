package io.dermaflow.models.internal.dl4j;

import io.dermaflow.files.WholeFiles;
import io.dermaflow.models.Architecture;
import io.dermaflow.models.Frozen;
import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.InferenceNetwork;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.LogitCorrection;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.StepPart;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network in training by DL4J's own layers and driver: what a GPU takes, and on a CPU the slow
 * baseline. All parameters also live in a graph of our layers, which is never run: files are the
 * same as those of {@link Dl4jNetwork}, but for the optimiser's state.
 */
final class StockNetwork implements TrainableNetwork {

  /** Entry of a saved network with the state of this engine's optimiser. */
  static final String UPDATER = "stockUpdater.bin";

  private static final int AT_ONCE = 16;

  private final NetworkSpec spec;
  private ComputationGraph whole;
  private Frozen frozen;
  private StockLayers layers;
  private ComputationGraph learning;

  /**
   * @param whole all parameters, in our layers
   * @param updater state of the optimiser as {@link #save} left it, or null
   */
  StockNetwork(
      NetworkSpec spec, Frozen frozen, ComputationGraph whole, @Nullable INDArray updater) {
    this.spec = spec;
    this.whole = whole;
    this.frozen = frozen;
    this.layers = new StockLayers(spec, frozen);
    this.learning = learning(layers, WarmUpCosine.of(whole, spec));
    if (updater != null) {
      learning.getUpdater().getStateViewArray().assign(updater);
    }
    learning.getConfiguration().setIterationCount(whole.getConfiguration().getIterationCount());
  }

  private ComputationGraph learning(StockLayers above, LearningRate rate) {
    ComputationGraph graph = new ComputationGraph(above.configuration(rate));
    graph.init();
    above.toStock(whole, graph);
    return graph;
  }

  /** Brings what was learnt to where all parameters live. */
  private ComputationGraph current() {
    layers.toOurs(whole, learning);
    whole.getConfiguration().setIterationCount(learning.getIterationCount());
    return whole;
  }

  @Override
  public NetworkSpec spec() {
    return spec;
  }

  @Override
  public boolean finite() {
    for (float value : current().params().dup().data().asFloat()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int steps() {
    return learning.getIterationCount();
  }

  @Override
  public double fit(TrainingBatch batch) {
    int heads = spec.heads().size();
    INDArray[] labels = new INDArray[heads];
    INDArray[] masks = new INDArray[heads];
    for (int i = 0; i < heads; i++) {
      Head head = spec.heads().get(i);
      float[] wanted = Objects.requireNonNull(batch.labels().get(head));
      labels[i] = Nd4j.createFromArray(wanted).reshape('c', batch.count(), head.size());
      float[] counts = Objects.requireNonNull(batch.weights().get(head));
      masks[i] = Nd4j.createFromArray(counts).reshape('c', batch.count(), 1);
    }
    INDArray input = input(batch.input(), 0, batch.count(), layers);
    learning.fit(new MultiDataSet(new INDArray[] {input}, labels, null, masks));
    return learning.score();
  }

  private INDArray input(TrainingBatch.Input items, int from, int count, StockLayers reader) {
    Architecture.Cut cut = reader.cut();
    int each = cut.side() * cut.side() * cut.channels();
    float[] values = new float[count * each];
    if (items instanceof TrainingBatch.Pixels pixels) {
      Scaling scaling = Objects.requireNonNull(spec.scaling());
      byte[] rgb = pixels.rgb();
      for (int i = 0; i < values.length; i++) {
        int level = rgb[from * each + i] & 0xFF;
        values[i] = level * scaling.scale(i % 3) + scaling.shift(i % 3);
      }
    } else if (items instanceof TrainingBatch.Activations activations) {
      System.arraycopy(activations.values(), from * each, values, 0, values.length);
    }
    INDArray flat = Nd4j.createFromArray(values);
    return cut.name().equals(Architecture.FEATURES)
        ? flat.reshape('c', count, each)
        : flat.reshape('c', count, cut.side(), cut.side(), cut.channels());
  }

  @Override
  public Map<StepPart, Double> profile() {
    return Map.of();
  }

  @Override
  public void begin(Frozen next, LearningRate rate) {
    INDArray parameters = current().params();
    whole = new ComputationGraph(MobileNetV2.configuration(spec, rate, 0));
    whole.init(parameters, true);
    frozen = next;
    layers = new StockLayers(spec, next);
    learning = learning(layers, rate);
  }

  @Override
  public HeadOutputs predict(byte[] pixels, int count) {
    TrainingBatch.Input input = new TrainingBatch.Pixels(pixels);
    if (frozen == Frozen.NOTHING) {
      return predict(learning, layers, input, count);
    }
    current();
    StockLayers all = new StockLayers(spec, Frozen.NOTHING);
    return predict(learning(all, WarmUpCosine.of(whole, spec)), all, input, count);
  }

  @Override
  public HeadOutputs predictTail(float[] activations, int count) {
    return predict(learning, layers, new TrainingBatch.Activations(activations), count);
  }

  private HeadOutputs predict(
      ComputationGraph graph, StockLayers reader, TrainingBatch.Input input, int count) {
    Map<Head, float[]> byHead = new EnumMap<>(Head.class);
    spec.heads().forEach(head -> byHead.put(head, new float[count * head.size()]));
    for (int from = 0; from < count; from += AT_ONCE) {
      int n = Math.min(AT_ONCE, count - from);
      INDArray[] outputs = graph.output(false, input(input, from, n, reader));
      for (int i = 0; i < outputs.length; i++) {
        Head head = spec.heads().get(i);
        float[] said = outputs[i].dup('c').data().asFloat();
        System.arraycopy(
            said, 0, Objects.requireNonNull(byHead.get(head)), from * head.size(), said.length);
      }
    }
    return new HeadOutputs(count, byHead);
  }

  @Override
  public void save(Path zip) throws IOException {
    write(zip, learning.getUpdater().getStateViewArray());
  }

  @Override
  public void saveResult(Path zip) throws IOException {
    write(zip, null);
  }

  private void write(Path zip, @Nullable INDArray state) throws IOException {
    Path part = WholeFiles.part(zip);
    SavedNetwork.write(current(), UPDATER, state, part);
    WholeFiles.publish(part, zip);
  }

  @Override
  public InferenceNetwork inference() {
    return Numbers.inference(spec, current());
  }

  @Override
  public void calibrate(Map<Head, LogitCorrection> corrections) {
    Numbers.calibrate(learning, corrections);
  }

  @Override
  public void close() {
    // the arrays are DL4J's, freed with their owners
  }
}
