package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NeighboursTest {

  private static final int WINDOW = 4;
  private static final double POWER = 0.8;

  private final InteractionLog log = RandomLogs.noise(3, 60, 25, 12);
  private final Popularity popularity = new LogStatistics(log, 1).popularity();

  /** After, before, next, together of two items, pair by pair. */
  private double[] slow(int own, int other) {
    double[] sums = new double[4];
    for (int s = 0; s < log.subjects(); s++) {
      for (int a = log.start(s); a < log.end(s); a++) {
        for (int b = log.start(s); b < log.end(s); b++) {
          int distance = Math.abs(a - b);
          if (log.item(a) == own && log.item(b) == other && distance > 0 && distance <= WINDOW) {
            double pair = log.weight(a) * log.weight(b);
            sums[b > a ? 0 : 1] += pair * Math.pow(distance, -POWER);
            sums[2] += b == a + 1 ? pair : 0;
            sums[3] += pair;
          }
        }
      }
    }
    return sums;
  }

  @Test
  void sumsEveryPairWithinTheWindow() {
    Neighbours neighbours = Neighbours.of(log, WINDOW, POWER, log.items(), popularity);
    for (int own = 0; own < log.items(); own++) {
      Set<Integer> found = new TreeSet<>();
      for (int e = neighbours.start[own]; e < neighbours.start[own + 1]; e++) {
        double[] sums = slow(own, neighbours.item[e]);
        assertThat((double) neighbours.after[e]).isCloseTo(sums[0], within(1e-4));
        assertThat((double) neighbours.before[e]).isCloseTo(sums[1], within(1e-4));
        assertThat((double) neighbours.next[e]).isCloseTo(sums[2], within(1e-4));
        assertThat((double) neighbours.together[e]).isCloseTo(sums[3], within(1e-4));
        assertThat(found.add(neighbours.item[e])).isTrue();
      }
      for (int other = 0; other < log.items(); other++) {
        boolean near = other != own && slow(own, other)[3] > 0;
        assertThat(found.contains(other)).isEqualTo(near);
      }
    }
  }

  @Test
  void cutsRowsToTheHeaviest() {
    Neighbours all = Neighbours.of(log, WINDOW, POWER, log.items(), popularity);
    Neighbours cut = Neighbours.of(log, WINDOW, POWER, 3, popularity);
    for (int own = 0; own < log.items(); own++) {
      int length = cut.start[own + 1] - cut.start[own];
      assertThat(length).isEqualTo(Math.min(3, all.start[own + 1] - all.start[own]));
      double least = Double.MAX_VALUE;
      Set<Integer> kept = new TreeSet<>();
      for (int e = cut.start[own]; e < cut.start[own + 1]; e++) {
        least = Math.min(least, cut.after[e] + cut.before[e]);
        kept.add(cut.item[e]);
      }
      for (int e = all.start[own]; e < all.start[own + 1]; e++) {
        assertThat(kept.contains(all.item[e]) || all.after[e] + all.before[e] <= least).isTrue();
      }
    }
  }
}
