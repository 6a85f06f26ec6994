package io.dermaflow.recommend.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankedItemsTest {

  private record Offer(int item, double score, long lot) {}

  @Test
  void keepsWhatSortingWouldPutFirst() {
    Random random = new Random(1);
    for (int most : new int[] {1, 2, 3, 7, 60}) {
      RankedItems best = new RankedItems(most);
      for (int round = 0; round < 200; round++) {
        List<Offer> offers = new ArrayList<>();
        int count = random.nextInt(100);
        best.clear();
        for (int item = 0; item < count; item++) {
          Offer offer = new Offer(item, random.nextInt(20), random.nextLong());
          offers.add(offer);
          best.offer(offer.item(), offer.score(), offer.lot());
        }
        offers.sort(
            Comparator.comparingDouble(Offer::score).thenComparingLong(Offer::lot).reversed());
        assertThat(best.size()).isEqualTo(Math.min(most, count));
        for (int place = 0; place < best.size(); place++) {
          assertThat(best.item(place)).isEqualTo(offers.get(place).item());
          assertThat(best.score(place)).isEqualTo(offers.get(place).score());
          assertThat(best.placeOf(offers.get(place).item())).isEqualTo(place);
        }
        assertThat(best.placeOf(1000)).isEqualTo(-1);
      }
    }
  }

  @Test
  void refusesToGoOnAfterItWasRead() {
    RankedItems best = new RankedItems(2);
    best.offer(1, 1, 1);
    assertThat(best.item(0)).isEqualTo(1);
    assertThatThrownBy(() -> best.offer(2, 2, 2)).isInstanceOf(IllegalStateException.class);
  }
}
