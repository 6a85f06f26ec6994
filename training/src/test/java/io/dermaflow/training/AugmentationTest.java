package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static List<Integer> mixed(Recipe recipe) {
    return IntStream.rangeClosed(1, recipe.epochs())
        .filter(epoch -> recipe.augmentation().mixes(epoch, recipe.epochs()))
        .boxed()
        .toList();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void mixesPicturesUpToAShareOfTheEpochs() {
    assertThat(mixed(Recipe.THOROUGH)).isEqualTo(upTo(10));
    assertThat(mixed(Recipe.THOROUGH.withEpochs(6))).isEqualTo(upTo(4));
    assertThat(mixed(Recipe.STANDARD)).isEqualTo(upTo(10));
    assertThat(mixed(Recipe.QUICK)).isEmpty();
  }
}
