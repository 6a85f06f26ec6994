package io.dermaflow.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.recommend.Choices.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Choices} must do. */
public abstract class ChoicesContract {

  private static final Choice ONE = new Choice(-7, List.of("cosrx-bha", "cerave-foaming"));
  private static final Choice NONE = new Choice(Long.MAX_VALUE, List.of());

  private final Choices choices = emptyChoices();

  protected abstract Choices emptyChoices();

  @Test
  void keepsTheFirstInputsOfAPublication() {
    PublicationInputs inputs =
        new PublicationInputs(12, Instant.parse("2026-01-02T03:04:05.678Z"), 3, "rules: ü", "abc");
    assertThat(choices.findInputs(1)).isEmpty();
    choices.keep(1, inputs);
    choices.keep(1, new PublicationInputs(0, Instant.EPOCH, 1, "", ""));
    assertThat(choices.findInputs(1)).contains(inputs);
    assertThat(choices.findInputs(2)).isEmpty();
  }

  @Test
  void readsBackWhatWasAdded() {
    choices.add(1, Map.of("s1", ONE, "s2", NONE));
    assertThat(choices.find(1, List.of("s1", "s2", "nobody")))
        .isEqualTo(Map.of("s1", ONE, "s2", NONE));
    assertThat(choices.find(2, List.of("s1"))).isEmpty();
    choices.add(1, Map.of("s1", NONE));
    assertThat(choices.find(1, List.of("s1"))).isEqualTo(Map.of("s1", NONE));
  }

  @Test
  void erasesASubjectFromEveryPublication() {
    for (long publication = 1; publication <= 2; publication++) {
      choices.keep(publication, new PublicationInputs(0, Instant.EPOCH, 1, "", ""));
      choices.add(publication, Map.of("s1", ONE, "s2", NONE));
    }
    assertThat(choices.erase("s1")).isEqualTo(2);
    assertThat(choices.erase("s1")).isZero();
    assertThat(choices.find(2, List.of("s1", "s2"))).isEqualTo(Map.of("s2", NONE));
  }

  @Test
  void takesChoicesOver() {
    choices.add(1, Map.of("s1", ONE, "s2", NONE));
    choices.add(2, Map.of("s1", NONE));
    choices.copy(1, 2, List.of("s1", "s2"));
    assertThat(choices.find(2, List.of("s1", "s2"))).isEqualTo(Map.of("s1", ONE, "s2", NONE));
    assertThatThrownBy(() -> choices.copy(1, 2, List.of("nobody")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("0 of 1 subjects");
  }
}
