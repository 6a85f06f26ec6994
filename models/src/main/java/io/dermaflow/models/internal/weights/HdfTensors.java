package io.dermaflow.models.internal.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The arrays of an HDF5 file by path, {@code group/…/array}. */
final class HdfTensors implements Tensors, AutoCloseable {

  private static final int MOST_NODES = 20_000;

  private final HdfFile file;
  private final Map<String, Dataset> datasets = new TreeMap<>();
  private int seen;

  HdfTensors(Path path) {
    file = new HdfFile(path);
    long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (end > file.size()) {
      file.close();
      throw new Unfit("it has %d of %d bytes".formatted(file.size(), end), "a whole file");
    }
    try {
      collect(file, "", 0);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private void collect(Group group, String path, int depth) {
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      if (++seen > MOST_NODES || depth > 32) {
        throw new Unfit("it holds more than " + MOST_NODES + " groups", "the weights of a network");
      }
      String name = path + child.getKey();
      // Links out of the file are not followed.
      if (child.getValue().isLink()) {
        continue;
      }
      if (child.getValue() instanceof Dataset dataset) {
        datasets.put(name, dataset);
      } else if (child.getValue() instanceof Group below) {
        collect(below, name + "/", depth + 1);
      }
    }
  }

  @Override
  public Set<String> names() {
    return datasets.keySet();
  }

  @Override
  public Tensor read(String name) {
    Dataset dataset = datasets.get(name);
    if (dataset == null) {
      throw new Unfit("there is no array " + name, "a MobileNetV2");
    }
    int[] shape = dataset.getDimensions();
    long[] sides = java.util.Arrays.stream(shape).asLongStream().toArray();
    int length = Tensor.length(name, sides);
    Object values;
    try {
      values = dataset.getDataFlat();
    } catch (HdfException | IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw new Unfit(name + " cannot be read", length + " numbers of a whole file");
    }
    if (!(values instanceof float[] floats) || floats.length != length) {
      throw new Unfit(name + " holds " + dataset.getJavaType(), "single precision");
    }
    return new Tensor(name, shape, floats);
  }

  @Override
  public void close() {
    file.close();
  }
}
