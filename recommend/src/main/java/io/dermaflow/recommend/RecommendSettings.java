package io.dermaflow.recommend;

import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that take the place of those that come with the program; null means the bundled one.
 *
 * @param rules the rules
 * @param ranking the weights of the ranking
 * @param looks the make-up looks
 * @param sentences the words of reasons
 * @param rates what currencies are in ringgit
 */
public record RecommendSettings(
    @Nullable Path rules,
    @Nullable Path ranking,
    @Nullable Path looks,
    @Nullable Path sentences,
    @Nullable Path rates) {

  /** Everything as it comes. */
  public static final RecommendSettings BUNDLED =
      new RecommendSettings(null, null, null, null, null);

  private static final List<String> NAMES =
      List.of("rules.yaml", "ranking.yaml", "looks.yaml", "sentences.yaml", "rates.yaml");

  /**
   * The files of a folder: {@code rules.yaml ranking.yaml looks.yaml sentences.yaml rates.yaml},
   * each where it is there.
   *
   * @throws DermaflowException (usage) when a file has another name: it would be of no effect
   */
  public static RecommendSettings in(Path folder) {
    TreeMap<String, Path> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        found.forEach(file -> files.put(file.getFileName().toString(), file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
    for (String name : files.keySet()) {
      if (!NAMES.contains(name)) {
        throw DermaflowException.usage(
            "There is '" + name + "' in " + folder,
            "only " + NAMES,
            "the name is misspelt; it would be of no effect");
      }
    }
    return new RecommendSettings(
        files.get("rules.yaml"),
        files.get("ranking.yaml"),
        files.get("looks.yaml"),
        files.get("sentences.yaml"),
        files.get("rates.yaml"));
  }
}
