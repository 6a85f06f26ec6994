package io.dermaflow.recommend.data;

import io.dermaflow.recommend.data.DataFile.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A place in a data file: a mapping, a list or a value. Whatever is not as it has to be ends in a
 * message with the line.
 */
public final class DataNode {

  private final Node node;
  private final DataFile.Problems problems;

  DataNode(Node node, DataFile.Problems problems) {
    this.node = node;
    this.problems = problems;
  }

  /** Line of the file, from 1. */
  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** A mistake at this place, to be thrown. */
  public RuntimeException wrong(String what) {
    return new DataException(line(), what);
  }

  /** Entries of a mapping in their order. */
  public Map<String, DataNode> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected 'key: value' entries");
    }
    Map<String, DataNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      DataNode key = new DataNode(tuple.getKeyNode(), problems);
      if (entries.put(key.text(), new DataNode(tuple.getValueNode(), problems)) != null) {
        throw key.wrong("'" + key.text() + "' is there twice");
      }
    }
    return entries;
  }

  /** Refuses a mapping with other keys than these. */
  public DataNode allow(String... keys) {
    Set<String> allowed = new LinkedHashSet<>(Arrays.asList(keys));
    entries()
        .forEach(
            (key, value) -> {
              if (!allowed.contains(key)) {
                throw value.wrong("unknown key '" + key + "', expected one of " + allowed);
              }
            });
    return this;
  }

  public @Nullable DataNode find(String key) {
    return entries().get(key);
  }

  public boolean has(String key) {
    return find(key) != null;
  }

  public DataNode get(String key) {
    DataNode value = find(key);
    if (value == null) {
      throw wrong("'" + key + "' is missing");
    }
    return value;
  }

  /** Items of a list; a single value is a list of one. */
  public List<DataNode> items() {
    if (node instanceof SequenceNode sequence) {
      List<DataNode> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(new DataNode(item, problems)));
      return items;
    }
    return List.of(this);
  }

  /** Does this for each item; all mistakes are told, not only the first. */
  public void each(Consumer<DataNode> action) {
    problems.each(items(), action);
  }

  public String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("expected one value");
    }
    if (scalar.getValue().isBlank()) {
      throw wrong("expected a value, found none");
    }
    return scalar.getValue().strip();
  }

  public List<String> texts() {
    return items().stream().map(DataNode::text).toList();
  }

  /** A number from {@code least} to {@code most}. */
  public double number(double least, double most) {
    try {
      double value = Double.parseDouble(text());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong("'%s', expected a number from %s to %s".formatted(text(), show(least), show(most)));
  }

  public int integer(int least, int most) {
    double value = number(least, most);
    if (value != Math.rint(value)) {
      throw wrong("'" + text() + "', expected a whole number");
    }
    return (int) value;
  }

  private static String show(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  public boolean flag() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("'" + text() + "', expected true or false");
    };
  }

  /** A constant by its name in lower case. */
  public <E extends Enum<E>> E constant(Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text())) {
        return constant;
      }
    }
    throw wrong(
        "there is no '%s', expected one of %s"
            .formatted(
                text(),
                Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" "))));
  }

  /** Constants by their names, in the order of the type. */
  public <E extends Enum<E>> Set<E> constants(Class<E> type) {
    Set<E> constants = java.util.EnumSet.noneOf(type);
    items().forEach(item -> constants.add(item.constant(type)));
    return constants;
  }
}
