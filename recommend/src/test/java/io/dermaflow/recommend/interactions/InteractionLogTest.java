package io.dermaflow.recommend.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionLogTest {

  private static List<String> products(InteractionLog log, int subject) {
    List<String> products = new ArrayList<>();
    for (int position = log.start(subject); position < log.end(subject); position++) {
      products.add(log.product(log.item(position)));
    }
    return products;
  }

  @Test
  void ordersEachSubjectByTimeAndKeepsTheOrderOfEqualTimes() {
    InteractionLog log =
        InteractionLog.builder()
            .add("u", "late", 9, 1)
            .add("v", "only", 1, 1)
            .add("u", "early", 3, 1)
            .add("u", "tie a", 5, 1)
            .add("u", "tie b", 5, 1)
            .build();
    assertThat(log.subjects()).isEqualTo(2);
    assertThat(log.items()).isEqualTo(5);
    assertThat(log.size()).isEqualTo(5);
    assertThat(products(log, 0)).containsExactly("early", "tie a", "tie b", "late");
    assertThat(products(log, 1)).containsExactly("only");
  }

  @Test
  void holdsOutTheNewestInteractionThatHasWeight() {
    InteractionLog log =
        InteractionLog.builder()
            .add("u", "a", 1, 1)
            .add("u", "b", 2, 1)
            .add("u", "bad", 3, 0)
            .add("v", "bad", 1, 0)
            .build();
    assertThat(log.product(log.item(log.newest(0)))).isEqualTo("b");
    assertThat(log.newest(1)).isEqualTo(-1);
    InteractionLog before = log.withoutNewest();
    assertThat(products(before, 0)).containsExactly("a");
    assertThat(products(before, 1)).isEmpty();
    assertThat(before.items()).isEqualTo(3);
    assertThat(before.withoutNewest().size()).isZero();
  }

  @Test
  void growsBeyondItsFirstRoom() {
    InteractionLog.Builder builder = InteractionLog.builder();
    for (int i = 0; i < 5000; i++) {
      builder.add("u" + i % 7, "p" + i % 11, -i, 0.5f);
    }
    InteractionLog log = builder.build();
    assertThat(log.size()).isEqualTo(5000);
    assertThat(log.product(log.item(log.start(0)))).isEqualTo("p" + 4998 % 11);
    assertThat(log.weight(4999)).isEqualTo(0.5f);
  }

  @Test
  void refusesAWeightBelowZero() {
    assertThatThrownBy(() -> InteractionLog.builder().add("u", "p", 0, -1))
        .hasMessageContaining("weight -1.0");
    assertThatThrownBy(() -> InteractionLog.builder().add("u", "p", 0, Float.NaN))
        .hasMessageContaining("weight NaN");
  }
}
