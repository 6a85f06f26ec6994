package io.dermaflow.recommend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.evaluation.SequencesFile.Sequences;
import io.dermaflow.recommend.interactions.InteractionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencesFileTest {

  @TempDir Path folder;

  private Sequences read(String text) throws IOException {
    return SequencesFile.read(Files.writeString(folder.resolve("file"), text));
  }

  private static List<String> told(InteractionLog log) {
    List<String> told = new ArrayList<>();
    for (int s = 0; s < log.subjects(); s++) {
      StringBuilder line = new StringBuilder(log.subject(s));
      for (int p = log.start(s); p < log.end(s); p++) {
        line.append(' ').append(log.product(log.item(p)));
      }
      told.add(line.toString());
    }
    return told;
  }

  @Test
  void readsSequencesAndGoesOnWithAUserThatComesAgain() throws IOException {
    Sequences read = read("\uFEFF1 10 11 10\r\n\n2\t12  10\n1 13\n3\n");
    assertThat(told(read.log())).containsExactly("1 10 11 10 13", "2 12 10");
    assertThat(read.setAside()).isEqualTo(1);
    assertThat(read.problems()).containsExactly("line 5: a user without an item");
  }

  @Test
  void readsCsvInOrderOfTime() throws IOException {
    Sequences read = read("u,b,20.5\nu,a,3\nv,c,1\nu,c,1e9\nu,x,soon\nu,y\n");
    assertThat(told(read.log())).containsExactly("u a b c", "v c");
    assertThat(read.problems())
        .containsExactly(
            "line 5: timestamp 'soon'", "line 6: 2 cells, expected user, item and timestamp");
  }

  @Test
  void readsCsvWithAHeaderInAnotherOrder() throws IOException {
    Sequences read =
        read(
            """
            Timestamp,rating,user_id,"item"
            2026-03-01T12:00:01Z,5,u,"b, large"
            2026-03-01T12:00:00Z,1,u,a
            """);
    assertThat(told(read.log())).containsExactly("u a b, large");
    assertThat(read.setAside()).isZero();
  }

  @Test
  void refusesWhatIsNoSuchFile() {
    assertThatThrownBy(() -> SequencesFile.read(folder.resolve("none")))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("There is no file");
    assertThatThrownBy(() -> read("")).hasMessageContaining("has no interaction");
    assertThatThrownBy(() -> read("a,b\n")).hasMessageContaining("2 cells");
    assertThatThrownBy(
            () -> SequencesFile.read(Files.write(folder.resolve("zip"), new byte[] {80, -1, -2})))
        .hasMessageContaining("is not a text");
    assertThatThrownBy(() -> read("1 2 ".repeat(1 << 21))).hasMessageContaining("is not a text");
  }
}
