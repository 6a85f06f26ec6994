package io.dermaflow.scheduler.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The blocks of a Markdown page that are marked {@code bash run}: one script, in their order. A
 * line {@code # → …} in a block is a part of what the block prints, behind the one before; {@code
 * …} in it stands for anything, and white space does not count.
 */
final class ApiExamples {

  private static final String FENCE = "```";
  private static final String OPENING = FENCE + "bash run";
  private static final String EXPECTED = "# → ";
  private static final String MARK = "@@@ block ";

  private final List<Block> blocks;

  /**
   * A block.
   *
   * @param line its first line in the page, from 1
   */
  record Block(int line, List<String> code, List<String> expected) {}

  private ApiExamples(List<Block> blocks) {
    this.blocks = blocks;
  }

  static ApiExamples of(String markdown) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).equals(OPENING)) {
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).equals(FENCE)) {
        end++;
      }
      if (end == lines.size()) {
        throw new IllegalArgumentException("the block in line " + (i + 1) + " has no end");
      }
      List<String> code = lines.subList(i + 1, end);
      List<String> expected =
          code.stream()
              .filter(line -> line.startsWith(EXPECTED))
              .map(line -> line.substring(EXPECTED.length()))
              .toList();
      blocks.add(new Block(i + 2, code, expected));
      i = end;
    }
    return new ApiExamples(List.copyOf(blocks));
  }

  List<Block> blocks() {
    return blocks;
  }

  /** All blocks as one script, which says before each where it is. */
  String script() {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (Block block : blocks) {
      script.append("printf '\\n%s%d\\n' '").append(MARK).append("' ").append(block.line());
      script.append('\n').append(String.join("\n", block.code())).append('\n');
    }
    return script.toString();
  }

  /**
   * Runs the script and looks at what it prints.
   *
   * @param folder where the script and its output are left
   * @throws AssertionError naming the line of the block that failed or printed something else
   */
  void run(Map<String, String> environment, Path folder, Duration longest)
      throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("examples.sh"), script());
    Path printed = folder.resolve("examples.out");
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(printed.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("not done after " + longest + ":\n" + Files.readString(printed));
    }
    check(process.exitValue(), Files.readString(printed));
  }

  private void check(int exit, String printed) {
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      int from = printed.indexOf(mark(block));
      boolean last = i == blocks.size() - 1;
      int to = last ? printed.length() : printed.indexOf(mark(blocks.get(i + 1)));
      String output =
          from < 0
              ? printed
              : printed.substring(from + mark(block).length(), to < 0 ? printed.length() : to);
      if (from < 0 || to < 0 || (last && exit != 0)) {
        throw new AssertionError(
            "line %d ended with %d after:%n%s".formatted(block.line(), exit, output));
      }
      int at = 0;
      for (String expected : block.expected()) {
        at = find(expected, output, at);
        if (at < 0) {
          throw new AssertionError(
              "line %d does not print, or not there: %s%n%s"
                  .formatted(block.line(), expected, output));
        }
      }
    }
  }

  private static String mark(Block block) {
    return "\n" + MARK + block.line() + "\n";
  }

  /** Where the expected text ends in what was printed, without white space; -1 if it is not. */
  static int find(String expected, String printed, int from) {
    String text = printed.replaceAll("\\s", "");
    int at = from;
    for (String piece : expected.replaceAll("\\s", "").split("…")) {
      int found = text.indexOf(piece, at);
      if (found < 0) {
        return -1;
      }
      at = found + piece.length();
    }
    return at;
  }
}
