package io.dermaflow.scheduler.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiExamplesTest {

  static final Path PAGE = Path.of("..", "docs", "api.md");

  @TempDir Path folder;

  private void run(String markdown) throws Exception {
    ApiExamples.of(markdown).run(Map.of("WHO", "anna"), folder, Duration.ofSeconds(20));
  }

  @Test
  void takesOnlyMarkedBlocksInTheirOrder() {
    ApiExamples examples =
        ApiExamples.of(
            """
            # Title
            ```bash
            exit 1
            ```
            ```bash run
            a=1
            # → {"a": …}
            # a remark
            ```
            ```bash run
            echo "$a"
            ```
            """);
    assertThat(examples.blocks())
        .containsExactly(
            new ApiExamples.Block(
                6, List.of("a=1", "# → {\"a\": …}", "# a remark"), List.of("{\"a\": …}")),
            new ApiExamples.Block(11, List.of("echo \"$a\""), List.of()));
    assertThatThrownBy(() -> ApiExamples.of("x\n```bash run\necho\n"))
        .hasMessage("the block in line 2 has no end");
  }

  @Test
  void runsThemInOneShell() throws Exception {
    run(
        """
        ```bash run
        say() { echo "{\\"who\\" : \\"$1\\", \\"n\\":1}"; }
        ```
        ```bash run
        say "$WHO"
        # → {"who":"…", "n": 1}
        say bea
        # → "bea"
        ```
        """);
  }

  @Test
  void namesTheBlockThatFails() {
    assertThatThrownBy(
            () ->
                run(
                    """
                    ```bash run
                    echo fine
                    ```
                    ```bash run
                    echo before; false; echo after
                    ```
                    ```bash run
                    echo later
                    ```
                    """))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("line 5 ended with 1 after:")
        .hasMessageContaining("before")
        .hasMessageNotContaining("after\n");
    assertThatThrownBy(() -> run("```bash run\nexit 3\n```\n"))
        .hasMessageStartingWith("line 2 ended with 3 after:");
  }

  @Test
  void namesWhatIsNotPrinted() {
    assertThatThrownBy(() -> run("```bash run\necho ab\n# → b\n# → a\n```\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("line 2 does not print, or not there: a");
    // What another block prints does not count.
    assertThatThrownBy(() -> run("```bash run\necho a\n# → b\n```\n```bash run\necho b\n```\n"))
        .hasMessageStartingWith("line 2 does not print");
  }

  @Test
  void findsPiecesInTheirOrder() {
    assertThat(ApiExamples.find("a…c", "a b c", 0)).isEqualTo(3);
    assertThat(ApiExamples.find("c…a", "a b c", 0)).isEqualTo(-1);
    assertThat(ApiExamples.find("a", "a b c", 1)).isEqualTo(-1);
  }

  /** The page itself is a script that a shell can read, and every step says what comes back. */
  @Test
  void readsThePage() throws Exception {
    ApiExamples examples = ApiExamples.of(Files.readString(PAGE));
    assertThat(examples.blocks()).hasSize(13).allMatch(block -> !block.expected().isEmpty());
    Path script = Files.writeString(folder.resolve("page.sh"), examples.script());
    Process check = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(check.waitFor()).isZero();
  }
}
