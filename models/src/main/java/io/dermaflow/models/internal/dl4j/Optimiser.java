package io.dermaflow.models.internal.dl4j;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * One step of a graph's own updater, on the updater's own state: Adam (Kingma and Ba, 2015) for
 * parameters, a plain subtraction for running statistics. DL4J calls a dozen small operations a
 * layer for it, which takes longer than the layer; here it is one pass over the flat vectors, a
 * part a thread.
 */
final class Optimiser {

  private static final int TILE = 2048;

  private final ComputationGraph graph;
  private final List<Block> blocks = new ArrayList<>();

  /**
   * Neighbouring parameters with one rule.
   *
   * @param from first parameter in the flat vector
   * @param to the one after the last
   * @param state where the rule's state begins: all first moments, then all second moments
   */
  private record Block(IUpdater rule, int from, int to, int state) {}

  Optimiser(ComputationGraph graph) {
    this.graph = graph;
    for (UpdaterBlock block : updater().getUpdaterBlocks()) {
      UpdaterBlock.ParamState first = block.getLayersAndVariablesInBlock().get(0);
      IUpdater rule = first.getLayer().getConfig().getUpdaterByParam(first.getParamName());
      if (!(rule instanceof Adam) && !(rule instanceof NoOp)) {
        throw new IllegalArgumentException("updater " + rule + ", expected Adam or none");
      }
      blocks.add(
          new Block(
              rule,
              block.getParamOffsetStart(),
              block.getParamOffsetEnd(),
              block.getUpdaterViewOffsetStart()));
    }
  }

  private BaseMultiLayerUpdater<?> updater() {
    return (BaseMultiLayerUpdater<?>) graph.getUpdater();
  }

  /**
   * Updates one part of the parameters.
   *
   * @param gradients flat gradients of the replicas, added up in this order
   * @param items items of the batch, by which gradients are divided
   * @param part which part, 0 the first
   * @param parts how many there are
   */
  void step(List<INDArray> gradients, int items, int part, int parts) {
    long all = graph.numParams();
    int low = (int) (all * part / parts);
    int high = (int) (all * (part + 1) / parts);
    Part work = new Part(gradients, items);
    for (Block block : blocks) {
      int from = Math.max(low, block.from());
      int to = Math.min(high, block.to());
      double rate = block.rule() instanceof Adam adam ? correctedRate(adam) : 0;
      for (int at = from; at < to; at += TILE) {
        work.update(block, rate, at, Math.min(TILE, to - at));
      }
    }
  }

  /** The learning rate of this step with Adam's correction for moments that begin at zero. */
  private double correctedRate(Adam adam) {
    int step = graph.getIterationCount();
    return adam.getLearningRate(step, graph.getEpochCount())
        * Math.sqrt(1 - Math.pow(adam.getBeta2(), step + 1.0))
        / (1 - Math.pow(adam.getBeta1(), step + 1.0));
  }

  /** What one thread works with. */
  private final class Part {
    private final List<FloatBuffer> gradients;
    private final FloatBuffer parameters = Tiles.buffer(graph.params());
    private final FloatBuffer state = Tiles.buffer(updater().getUpdaterStateViewArray());
    private final int items;
    private final float[] g = new float[TILE];
    private final float[] more = new float[TILE];
    private final float[] p = new float[TILE];
    private final float[] m = new float[TILE];
    private final float[] v = new float[TILE];

    Part(List<INDArray> gradients, int items) {
      this.gradients = gradients.stream().map(Tiles::buffer).toList();
      this.items = items;
    }

    void update(Block block, double rate, int at, int n) {
      gradients.get(0).get(at, g, 0, n);
      for (int i = 1; i < gradients.size(); i++) {
        gradients.get(i).get(at, more, 0, n);
        Tiles.add(g, more, n);
      }
      parameters.get(at, p, 0, n);
      if (block.rule() instanceof Adam adam) {
        int first = block.state() + at - block.from();
        int second = first + block.to() - block.from();
        state.get(first, m, 0, n);
        state.get(second, v, 0, n);
        adam(adam, (float) rate, n);
        state.put(first, m, 0, n);
        state.put(second, v, 0, n);
      } else {
        for (int i = 0; i < n; i++) {
          p[i] -= g[i];
        }
      }
      parameters.put(at, p, 0, n);
    }

    private void adam(Adam adam, float a, int n) {
      float b1 = (float) adam.getBeta1();
      float b2 = (float) adam.getBeta2();
      float e = (float) adam.getEpsilon();
      float share = 1f / items;
      for (int i = 0; i < n; i++) {
        g[i] *= share;
      }
      for (int i = 0; i < n; i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
      }
      for (int i = 0; i < n; i++) {
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
      }
      for (int i = 0; i < n; i++) {
        p[i] -= a * m[i] / ((float) Math.sqrt(v[i]) + e);
      }
    }
  }
}
