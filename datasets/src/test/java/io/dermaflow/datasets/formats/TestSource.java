package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source in memory that remembers what was read of it. */
final class TestSource {

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final List<String> reads = new ArrayList<>();
  private final Source source = new Source("test", remembering(), "set/");

  private ObjectStorage remembering() {
    return (ObjectStorage)
        Proxy.newProxyInstance(
            ObjectStorage.class.getClassLoader(),
            new Class<?>[] {ObjectStorage.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("read")) {
                reads.add((String) arguments[0]);
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  Source source() {
    return source;
  }

  /** Keys in the order in which they were read. */
  List<String> reads() {
    return reads;
  }

  TestSource put(String path, String text) {
    storage.write("set/" + path, text.getBytes(StandardCharsets.UTF_8), "text/plain");
    return this;
  }

  /** Pictures of no content. */
  TestSource pictures(String... paths) {
    for (String path : paths) {
      put(path, path);
    }
    return this;
  }

  String recognised() {
    return DatasetFormats.of("auto", source).name();
  }

  Stream<SourceEntry> stream(String format) {
    return DatasetFormats.of(format, source).read(source);
  }

  List<SourceEntry> list(String format) {
    try (Stream<SourceEntry> entries = stream(format)) {
      return entries.toList();
    }
  }

  /** Entries by the name of their file. */
  Map<String, SourceEntry> read(String format) {
    return list(format).stream()
        .collect(Collectors.toMap(e -> e.object().name(), Function.identity()));
  }

  /** The entry of a source that has one. */
  SourceEntry one(String format) {
    List<SourceEntry> entries = list(format);
    if (entries.size() != 1) {
      throw new AssertionError(entries.size() + " entries: " + entries);
    }
    return entries.get(0);
  }
}
