package io.dermaflow.models.internal.weights;

import io.dermaflow.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The safetensors format: length of the header (u64, little endian), a JSON header with type, shape
 * and place of each array, then the numbers. Half, bfloat16 and single precision are read.
 */
final class SafetensorsFile implements Tensors {

  private static final String METADATA = "__metadata__";

  /** Names and shapes of a MobileNetV2 take 40 kB. */
  private static final int MOST_HEADER = 4 << 20;

  private final ByteBuffer data;
  private final Map<String, JsonNode> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new TreeMap<>();

  SafetensorsFile(ByteBuffer file) {
    ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.getLong();
    if (length < 2 || length > Math.min(MOST_HEADER, bytes.remaining())) {
      throw new Unfit(
          "its header says %d bytes, %d are there".formatted(length, bytes.remaining()),
          "a whole safetensors file with a header of at most %d bytes".formatted(MOST_HEADER));
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    this.data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    JsonNode root = Json.tree(new String(header, StandardCharsets.UTF_8));
    root.propertyStream()
        .forEach(
            property -> {
              if (property.getKey().equals(METADATA)) {
                property
                    .getValue()
                    .propertyStream()
                    .forEach(p -> metadata.put(p.getKey(), p.getValue().asString()));
              } else {
                entries.put(property.getKey(), property.getValue());
              }
            });
    requireWhole();
  }

  /** Refuses a file that ends before, or after, its last array does. */
  private void requireWhole() {
    long end = 0;
    for (JsonNode entry : entries.values()) {
      end = Math.max(end, entry.path("data_offsets").path(1).asLong());
    }
    if (end != data.capacity()) {
      throw new Unfit(
          "its arrays end at byte %d, its data at %d".formatted(end, data.capacity()),
          "a whole safetensors file");
    }
  }

  /** What the writer said of the file. */
  Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public Tensor read(String name) {
    JsonNode entry = entries.get(name);
    if (entry == null) {
      throw new Unfit("there is no tensor " + name, "a MobileNetV2");
    }
    JsonNode sides = entry.path("shape");
    long[] shape = new long[sides.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sides.path(i).asLong();
    }
    int length = Tensor.length(name, shape);
    String type = entry.path("dtype").asString();
    int each = type.equals("F32") ? 4 : type.equals("F16") || type.equals("BF16") ? 2 : 0;
    if (each == 0) {
      throw new Unfit(name + " has type " + type, "F32, F16 or BF16");
    }
    long from = entry.path("data_offsets").path(0).asLong();
    long to = entry.path("data_offsets").path(1).asLong();
    if (from < 0 || to > data.capacity() || to - from != (long) length * each) {
      throw new Unfit(
          "%s lies at bytes %d to %d of %d".formatted(name, from, to, data.capacity()),
          length * (long) each + " bytes of a whole file");
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      int at = (int) from + i * each;
      values[i] =
          switch (type) {
            case "F32" -> data.getFloat(at);
            case "BF16" -> Float.intBitsToFloat(data.getShort(at) << 16);
            default -> Numbers.half(data.getShort(at));
          };
    }
    return Tensor.of(name, shape, values);
  }

  /** The same arrays and metadata give the same bytes. */
  static byte[] bytes(Map<String, String> metadata, List<Tensor> tensors) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, new TreeMap<>(metadata));
    long at = 0;
    for (Tensor tensor : tensors) {
      List<Integer> shape = new ArrayList<>();
      for (int side : tensor.shape()) {
        shape.add(side);
      }
      long end = at + 4L * tensor.values().length;
      header.put(
          tensor.name(), Map.of("dtype", "F32", "shape", shape, "data_offsets", List.of(at, end)));
      at = end;
    }
    String json = Json.write(header);
    byte[] text = (json + " ".repeat((8 - json.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
    out.write(text);
    for (Tensor tensor : tensors) {
      ByteBuffer raw =
          ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
      raw.asFloatBuffer().put(tensor.values());
      out.write(raw.array());
    }
    return out.toByteArray();
  }
}
