package io.dermaflow.models.internal.weights;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.models.Architecture;
import io.dermaflow.models.InferenceNetwork.Affine;
import io.dermaflow.models.Padding;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.PretrainedWeights.Stated;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.WeightsPurpose;
import io.dermaflow.models.WeightsReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a file by its first bytes, whatever its name. Our own form is a safetensors file with
 * arrays {@code <convolution>.kernel} and {@code .bias}, and the dialect as metadata.
 */
final class WeightsFiles implements WeightsReader {

  private static final double KERAS_EPSILON = 1e-3;
  private static final double TORCH_EPSILON = 1e-5;
  private static final String FORMAT = "dermaflow_format";

  @Override
  public WeightsPurpose purpose(Path file) throws IOException {
    if (!Files.isRegularFile(file)
        || Files.size(file) > PretrainedWeights.MOST_BYTES
        || !beginsAsOnnx(file)) {
      return WeightsPurpose.TRUNK;
    }
    return OnnxFile.detectsFaces(mapped(file))
        ? WeightsPurpose.FACE_DETECTOR
        : WeightsPurpose.TRUNK;
  }

  private static boolean beginsAsOnnx(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && isOnnx(head);
    }
  }

  /** Field 1, the version of ONNX's own format. */
  private static boolean isOnnx(byte[] head) {
    return head[0] == 8 && head[1] > 0;
  }

  @Override
  public PretrainedWeights read(Path file, Stated stated) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw DermaflowException.usage(
          "There is no file " + file, "a weights file", "the path is relative to this folder");
    }
    long size = Files.size(file);
    if (size > PretrainedWeights.MOST_BYTES) {
      throw DermaflowException.usage(
          "%s has %d MB".formatted(file, size >> 20),
          "at most %d MB".formatted(PretrainedWeights.MOST_BYTES >> 20),
          "the weights of a MobileNetV2 have 2 to 75 MB: it is another network's, or a dataset");
    }
    try {
      return recognised(file, stated);
    } catch (Unfit e) {
      throw refused(file, e);
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw refused(file, new Unfit("it ends before its numbers do", "a whole file"));
    } catch (DermaflowException e) {
      throw e;
    } catch (RuntimeException e) { // whatever a library makes of a broken file
      throw refused(file, new Unfit("it cannot be read: " + firstLine(e), "a whole file"));
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw refused(file, new Unfit("its structure has no end, or no bounds", "a whole file"));
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static DermaflowException refused(Path file, Unfit e) {
    return DermaflowException.usage(
        "%s: %s".formatted(file, e.getMessage()), e.expected(), e.remedy());
  }

  private PretrainedWeights recognised(Path file, Stated stated) throws IOException {
    byte[] head = new byte[16];
    int read;
    try (var in = Files.newInputStream(file)) {
      read = in.readNBytes(head, 0, head.length);
    }
    if (read < head.length) {
      throw new Unfit("it has " + read + " bytes", "a weights file");
    }
    ByteBuffer first = ByteBuffer.wrap(head).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    if (first.getLong(0) == 0x0a1a0a0d46444889L) { // \x89HDF\r\n\x1a\n
      return keras(file, stated);
    }
    if (first.getInt(4) == 0x334C4654) { // TFL3
      return tflite(mapped(file), stated);
    }
    if (head[8] == '{' && first.getLong(0) > 0 && first.getLong(0) < PretrainedWeights.MOST_BYTES) {
      return safetensors(mapped(file), stated);
    }
    refuseCode(head);
    if (isOnnx(head)) {
      return onnx(mapped(file), stated);
    }
    throw new Unfit(
        "it begins with %02x %02x %02x %02x".formatted(head[0], head[1], head[2], head[3]),
        "HDF5, TFLite, ONNX or safetensors");
  }

  private static void refuseCode(byte[] head) {
    boolean pickle = (head[0] & 0xFF) == 0x80 && head[1] >= 2 && head[1] <= 5;
    boolean zip = head[0] == 'P' && head[1] == 'K';
    if (pickle || zip) {
      throw new Unfit(
          zip
              ? "it is a zip archive, as PyTorch's .pt and .pth and Keras's .keras are"
              : "it is a pickle",
          "a format without code",
          "pickles run code when they are loaded, so no archive of them is ever opened. In Python,"
              + " write safetensors.torch.save_file(model.state_dict(), 'w.safetensors'), or with"
              + " Keras model.save_weights('w.weights.h5'), and import that");
    }
  }

  private static ByteBuffer mapped(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private static PretrainedWeights keras(Path file, Stated stated) {
    double epsilon = Objects.requireNonNullElse(stated.epsilon(), KERAS_EPSILON);
    try (HdfTensors tensors = new HdfTensors(file)) {
      KerasFile keras = new KerasFile(tensors, epsilon);
      return weights(
          keras.layers(),
          keras.classifier(),
          false,
          keras.format(),
          or(stated.padding(), Padding.SAME),
          or(stated.scaling(), Scaling.SIGNED_UNIT),
          epsilon);
    }
  }

  private static PretrainedWeights tflite(ByteBuffer bytes, Stated stated) {
    TfliteFile tflite = new TfliteFile(bytes);
    Scaling scaling = stated.scaling();
    return weights(
        tflite.layers(),
        tflite.classifier(),
        true,
        "tflite",
        or(stated.padding(), tflite.padding()),
        scaling == null ? tflite.scaling() : scaling,
        0);
  }

  private static PretrainedWeights onnx(ByteBuffer bytes, Stated stated) {
    OnnxFile onnx = new OnnxFile(bytes);
    Padding padding = onnx.padding();
    return weights(
        onnx.layers(),
        onnx.classifier(),
        onnx.outFirst(),
        "onnx",
        or(stated.padding(), padding),
        or(stated.scaling(), padding == Padding.SYMMETRIC ? Scaling.IMAGENET : Scaling.SIGNED_UNIT),
        onnx.epsilon());
  }

  private static PretrainedWeights safetensors(ByteBuffer bytes, Stated stated) {
    SafetensorsFile tensors = new SafetensorsFile(bytes);
    if (tensors.metadata().containsKey(FORMAT)) {
      return ours(tensors);
    }
    double epsilon = Objects.requireNonNullElse(stated.epsilon(), TORCH_EPSILON);
    TorchNames torch = new TorchNames(tensors, epsilon);
    return weights(
        torch.layers(),
        torch.classifier(),
        true,
        torch.format(),
        or(stated.padding(), Padding.SYMMETRIC),
        or(stated.scaling(), Scaling.IMAGENET),
        epsilon);
  }

  private static <T> T or(@Nullable T stated, T usual) {
    return stated == null ? usual : stated;
  }

  private static PretrainedWeights weights(
      List<RawLayer> layers,
      Tensor @Nullable [] classifier,
      boolean outFirst,
      String format,
      Padding padding,
      Scaling scaling,
      double epsilon) {
    Assembly assembly = new Assembly(layers);
    double width = assembly.width();
    Map<String, Affine> convolutions = assembly.convolutions(width);
    Affine top =
        classifier == null
            ? null
            : Assembly.classifier(classifier[0], classifier[1], outFirst, width);
    return new PretrainedWeights(width, format, padding, scaling, epsilon, convolutions, top);
  }

  private static PretrainedWeights ours(SafetensorsFile tensors) {
    Map<String, String> said = tensors.metadata();
    double width = Double.parseDouble(said.getOrDefault("width", ""));
    if (!Assembly.isWidth(width)) {
      throw new Unfit("its width is " + width, "0.35 to 1.4 in steps of 0.05");
    }
    Map<String, Affine> convolutions = new HashMap<>();
    int in = 3;
    for (Architecture.Convolution c : Architecture.convolutions(width)) {
      convolutions.put(c.name(), affine(tensors, c.name(), c.kernelRows(in), c.channels()));
      in = c.channels();
    }
    return new PretrainedWeights(
        width,
        said.getOrDefault(FORMAT, ""),
        Padding.valueOf(said.getOrDefault("padding", "")),
        Scaling.valueOf(said.getOrDefault("scaling", "")),
        Double.parseDouble(said.getOrDefault("epsilon", "0")),
        convolutions,
        tensors.names().contains("classifier.kernel") ? classifier(tensors, in) : null);
  }

  private static Affine classifier(SafetensorsFile tensors, int features) {
    int classes = tensors.read("classifier.bias").side(0);
    if (classes < 1) {
      throw new Unfit("classifier.bias has no class", "a class at least");
    }
    return affine(tensors, "classifier", features, classes);
  }

  private static Affine affine(SafetensorsFile tensors, String layer, int rows, int out) {
    return new Affine(
        tensors.read(layer + ".kernel").of(rows, out).values(),
        tensors.read(layer + ".bias").of(out).values());
  }

  @Override
  public void write(PretrainedWeights weights, Path file) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (Architecture.Convolution c : Architecture.convolutions(weights.width())) {
      add(tensors, c.name(), weights.convolution(c.name()));
    }
    Affine top = weights.classifier();
    if (top != null) {
      add(tensors, "classifier", top);
    }
    Map<String, String> metadata =
        Map.of(
            FORMAT,
            weights.format(),
            "width",
            Double.toString(weights.width()),
            "padding",
            weights.padding().name(),
            "scaling",
            weights.scaling().name(),
            "epsilon",
            Double.toString(weights.epsilon()));
    WholeFiles.write(file, SafetensorsFile.bytes(metadata, tensors));
  }

  private static void add(List<Tensor> tensors, String layer, Affine numbers) {
    int out = numbers.bias().length;
    tensors.add(
        new Tensor(
            layer + ".kernel", new int[] {numbers.kernel().length / out, out}, numbers.kernel()));
    tensors.add(new Tensor(layer + ".bias", new int[] {out}, numbers.bias()));
  }
}
