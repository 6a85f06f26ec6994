package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfTest {

  @Test
  void comesBackAsItWasForEveryFiniteHalf() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      if ((bits >>> 10 & 31) != 31) {
        assertThat(Half.of(Half.value((short) bits))).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void roundsToTheNearest() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100_000; i++) {
      float value = (float) ((2 * random.nextDouble() - 1) * Math.pow(2, random.nextInt(-20, 15)));
      float error = Math.abs(Half.value(Half.of(value)) - value);
      assertThat(error).isLessThanOrEqualTo(Math.max(Math.abs(value) / 2048, 0x1p-25f));
    }
  }

  @Test
  void stopsAtTheLargest() {
    assertThat(Half.value(Half.of(1e9f))).isEqualTo(65504f);
    assertThat(Half.value(Half.of(-1e9f))).isEqualTo(-65504f);
  }
}
