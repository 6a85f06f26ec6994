package io.dermaflow.recommend.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.recommend.interactions.Interaction;
import io.dermaflow.recommend.interactions.InteractionIntake.Row;
import io.dermaflow.recommend.interactions.InteractionKind;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionFileTest {

  private static List<Row> read(String text) {
    List<Row> rows = new ArrayList<>();
    new InteractionFile("test", new StringReader(text)).forEachRemaining(rows::add);
    return rows;
  }

  private static Interaction interaction(String product, InteractionKind kind) {
    return new Interaction("ann", product, kind, Instant.parse("2026-03-01T12:00:00Z"));
  }

  @Test
  void readsCsvInAnyOrderOfColumns() {
    List<Row> rows =
        read(
            """
            at,Subject_ID,kind,product,shop
            2026-03-01T20:00:00+08:00,ann,Bought,gel,shopee
            2026-03-01T12:00:00Z,ann,reacted_badly,"oil, rosehip",lazada
            """);
    assertThat(rows)
        .extracting(Row::interaction)
        .containsExactly(
            interaction("gel", InteractionKind.BOUGHT),
            interaction("oil, rosehip", InteractionKind.REACTED_BADLY));
    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L);
  }

  @Test
  void readsJsonLines() {
    List<Row> rows =
        read(
            """
            {"subject":"ann","product":"gel","kind":"viewed","at":"2026-03-01T12:00:00Z"}

            {"subject":"ann","product":"gel","kind":"LIKED","at":"2026-03-01T12:00:00Z"}
            not json
            """);
    assertThat(rows)
        .extracting(Row::interaction)
        .containsExactly(
            interaction("gel", InteractionKind.VIEWED),
            interaction("gel", InteractionKind.LIKED),
            null);
    assertThat(rows.get(2).problem()).startsWith("no JSON");
  }

  @Test
  void saysWhatIsWrongWithARow() {
    String huge = "h".repeat(1 << 20);
    List<Row> rows =
        read(
            "subject,product,kind,at\n"
                + "ann,gel,viewed\n"
                + ",gel,viewed,2026-03-01T12:00:00Z\n"
                + "ann,gel,sni\0ffed,2026-03-01T12:00:00Z\n"
                + "ann,gel,viewed,yesterday\n"
                + "a\0n,gel,viewed,2026-03-01T12:00:00Z\n"
                + ("ann," + "g".repeat(201) + ",viewed,2026-03-01T12:00:00Z\n")
                + ("ann," + huge + ",viewed,2026-03-01T12:00:00Z\n")
                + "ann,gel,viewed,2026-03-01T12:00:00Z\n");
    assertThat(rows.subList(0, 6))
        .extracting(Row::problem)
        .containsExactly(
            "3 cells, expected 4",
            "cell subject is empty",
            "kind 'sni ffed', expected one of [viewed, liked, bought, reacted_badly]",
            "at 'yesterday', expected a time such as 2026-03-01T12:00:00Z",
            "subject of 3 characters, expected at most 200 and no control characters",
            "product of 201 characters, expected at most 200 and no control characters");
    assertThat(rows.get(6).interaction()).isNull();
    assertThat(rows.get(7).interaction()).isEqualTo(interaction("gel", InteractionKind.VIEWED));
    assertThat(rows.get(4).text()).isEqualTo("a n, gel, viewed, 2026-03-01T12:00:00Z");
  }

  @Test
  void refusesAFileOfAnotherFormat() {
    assertThatThrownBy(() -> read("user,item,time\n1,2,3\n"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("[user, item, time]")
        .hasMessageContaining("subject, product, kind and at");
    assertThatThrownBy(() -> read("")).isInstanceOf(DermaflowException.class);
  }
}
