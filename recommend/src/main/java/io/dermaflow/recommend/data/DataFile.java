package io.dermaflow.recommend.data;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A YAML file with its digest.
 *
 * @param name what errors call it
 * @param text its content
 */
public record DataFile(String name, String text) {

  private static final int MOST_CHARACTERS = 1 << 20;

  /** A file that comes with the program. */
  public static DataFile resource(Class<?> beside, String name) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return new DataFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** A file of an operator's. */
  public static DataFile of(Path file) {
    try {
      return new DataFile(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw DermaflowException.usage(
          "The file '" + file + "' cannot be read",
          "a YAML file in UTF-8",
          "the path is relative to another place");
    }
  }

  /** SHA-256 of the content. */
  public String digest() {
    return Digests.sha256(text);
  }

  /**
   * Reads the file into a value.
   *
   * @param reader takes the root; every {@link DataException} that it throws, or that {@link
   *     Problems} collected, is told
   * @throws DermaflowException (usage) with all mistakes, each with its line
   */
  public <T> T read(Function<DataNode, T> reader) {
    Problems problems = new Problems();
    T value = null;
    try {
      value = reader.apply(new DataNode(root(), problems));
    } catch (DataException e) {
      problems.add(e);
    }
    if (value == null || !problems.list.isEmpty()) {
      throw DermaflowException.usage(
          name + " cannot be used:\n  " + String.join("\n  ", problems.list) + "\n",
          "a file as docs/recommend.md describes",
          "correct these lines; nothing was changed");
    }
    return value;
  }

  private Node root() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null) {
        throw new DataException(1, "the file is empty");
      }
      return root;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new DataException(line, "no YAML: " + e.getProblem());
    } catch (org.yaml.snakeyaml.error.YAMLException e) {
      throw new DataException(1, "no YAML: " + e.getMessage());
    }
  }

  /** What is wrong, collected so that all of it is told at once. */
  static final class Problems {
    private final List<String> list = new ArrayList<>();

    void add(DataException problem) {
      list.add("line " + problem.line() + ": " + problem.getMessage());
    }

    /** Runs this for each; one that fails does not keep the others from being looked at. */
    <T> void each(Iterable<T> items, Consumer<T> action) {
      for (T item : items) {
        try {
          action.accept(item);
        } catch (DataException e) {
          add(e);
        }
      }
    }
  }

  /** A mistake with its line. */
  static final class DataException extends RuntimeException {
    private final int line;

    DataException(int line, @Nullable String message) {
      super(message, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
