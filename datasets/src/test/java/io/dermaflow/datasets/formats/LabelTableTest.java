package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.LabelTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelTableTest {

  private final LabelTable table = new LabelTable();

  @Test
  void keepsEveryWordOfTheTableBefore() throws IOException {
    try (InputStream in = LabelTable.class.getResourceAsStream("labels-v1.csv")) {
      List<LabelTable.Row> before =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split(",", 4))
              .map(cells -> new LabelTable.Row(cells[0], cells[1], cells[2], cells[3]))
              .toList();
      assertThat(before).hasSize(32);
      assertThat(table.rows()).startsWith(before.toArray(LabelTable.Row[]::new)).hasSize(58);
    }
    assertThat(LabelTable.VERSION).isEqualTo("labels-v2");
  }

  @Test
  void namesEachNameOnce() {
    assertThat(table.rows()).extracting(LabelTable.Row::name).doesNotHaveDuplicates();
  }

  @Test
  void knowsNamesThatMeanExactlyOurs() {
    Map.of(
            "Acne Vulgaris", "ACNE",
            "pustules", "ACNE",
            "fine lines", "WRINKLES",
            "Rosacea", "REDNESS",
            "Post-Inflammatory hyperpigmentation", "HYPERPIGMENTATION",
            "dark-spot", "HYPERPIGMENTATION")
        .forEach((name, value) -> assertThat(table.findValue("conditions", name)).contains(value));
    assertThat(table.findValue("skin_type", "Oily Skin")).contains("OILY");
    assertThat(table.findValue("severity", "acne2_1024")).contains("SEVERE");
    assertThat(table.findValue("severity", "acne0")).contains("MILD");
    assertThat(table.find("rosacea").orElseThrow().note())
        .isEqualTo("erythema of the face is its defining sign");
  }

  @Test
  void guessesNothing() {
    for (String name : List.of("no_acne", "nodule", "comedone", "whiteheads", "eczema", "")) {
      assertThat(table.find(name)).isEmpty();
    }
  }
}
