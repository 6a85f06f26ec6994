package io.dermaflow.scheduler.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** {@code dermaflow.yaml}: values by the path of their keys, with dots. */
final class SettingsFile {

  private SettingsFile() {}

  /**
   * Reads a file; one that is not there is empty.
   *
   * @param problems is told what cannot be read
   */
  static Map<String, String> read(Path file, List<String> problems) {
    Map<String, String> flat = new TreeMap<>();
    if (!Files.exists(file)) {
      return flat;
    }
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (root instanceof Map<?, ?> map) {
        flatten("", map, flat);
      } else if (root != null) {
        problems.add(file + ": expected keys and values");
      }
    } catch (IOException | YAMLException e) {
      problems.add(file + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return flat;
  }

  private static void flatten(String prefix, Map<?, ?> map, Map<String, String> flat) {
    map.forEach(
        (key, value) -> {
          String path = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
          if (value instanceof Map<?, ?> inner) {
            flatten(path, inner, flat);
          } else {
            flat.put(path, String.valueOf(value));
          }
        });
  }
}
