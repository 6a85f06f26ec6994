package io.dermaflow.datasets.splits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.likeness.LikePair;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitPlanTest {

  private static final GroupOrder ORDER = group -> new SplittableRandom(group).nextLong();

  private static SplitItem item(
      @Nullable Split kept, Set<Split> given, boolean manifest, int... keys) {
    return new SplitItem(keys, kept, given, manifest, 1);
  }

  private static SplitItem in(int... keys) {
    return item(null, Set.of(), false, keys);
  }

  private static SplitItem kept(Split split, int... keys) {
    return item(split, Set.of(), false, keys);
  }

  private static SplitItem folder(Split split, int... keys) {
    return item(null, EnumSet.of(split), false, keys);
  }

  private static SplitItem manifest(Split split, int... keys) {
    return item(null, EnumSet.of(split), true, keys);
  }

  private static LikePair like(int a, int b) {
    return new LikePair(a, b, 3, 0.8, false);
  }

  private static SplitPlan plan(List<SplitItem> items, LikePair... pairs) {
    return new SplitPlan(items, List.of(pairs), SplitMode.AUTO, false);
  }

  @Test
  void putsWhatSharesASubjectAGroupOrALookIntoOneGroup() {
    SplitPlan plan = plan(List.of(in(7), in(8), in(7, 9), in(9), in()), like(1, 4));
    assertThat(new int[] {plan.group(0), plan.group(2), plan.group(3)}).containsOnly(0);
    assertThat(new int[] {plan.group(1), plan.group(4)}).containsOnly(1);
    Split[] splits = plan.splits(ORDER);
    assertThat(splits[2]).isEqualTo(splits[0]).isEqualTo(splits[3]);
    assertThat(splits[4]).isEqualTo(splits[1]);
  }

  @Test
  void keepsSharesOfEveryLabelInEverySplit() {
    SplittableRandom random = new SplittableRandom(5);
    List<SplitItem> items = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double draw = random.nextDouble();
      int label = draw < 0.5 ? 0 : draw < 0.85 ? 1 : 2;
      items.add(
          new SplitItem(new int[] {random.nextInt(1500)}, null, Set.of(), false, 1L << label));
    }
    Split[] splits = new SplitPlan(items, List.of(), SplitMode.AUTO, false).splits(ORDER);
    for (Split split : Split.values()) {
      for (int label = 0; label < 3; label++) {
        int all = 0;
        int here = 0;
        for (int i = 0; i < items.size(); i++) {
          if (items.get(i).strata() == 1L << label) {
            all++;
            here += splits[i] == split ? 1 : 0;
          }
        }
        assertThat((double) here / all).isCloseTo(split.share(), within(0.01));
      }
    }
  }

  @Test
  void leavesWhatHasASplitInIt() {
    List<SplitItem> items = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      items.add(i % 3 == 0 ? kept(Split.values()[i % 9 / 3], i) : in(i));
    }
    Split[] splits = plan(items).splits(ORDER);
    for (int i = 0; i < 300; i += 3) {
      assertThat(splits[i]).isEqualTo(Split.values()[i % 9 / 3]);
    }
  }

  @Test
  void leavesOutANewItemThatWouldJoinTwoSplits() {
    SplitPlan plan =
        plan(
            List.of(kept(Split.TRAIN, 1), kept(Split.TEST, 2), in(1, 2), in(2), kept(Split.TRAIN)),
            like(3, 4));
    assertThat(plan.bridges())
        .isEqualTo(
            Map.of(
                2, new SplitPlan.Bridge(0, Split.TRAIN, 1, Split.TEST),
                3, new SplitPlan.Bridge(1, Split.TEST, 4, Split.TRAIN)));
    assertThat(plan.splits(ORDER))
        .containsExactly(Split.TRAIN, Split.TEST, null, null, Split.TRAIN);
  }

  @Test
  void leavesOutTheSecondOfTwoNewItemsThatJoinSplitsTogether() {
    SplitPlan plan =
        plan(
            List.of(in(), in(), kept(Split.TRAIN), kept(Split.TEST)),
            like(0, 2),
            like(0, 1),
            like(1, 3));
    assertThat(plan.bridges()).containsOnlyKeys(1);
    assertThat(plan.splits(ORDER)[0]).isEqualTo(Split.TRAIN);
  }

  @Test
  void leavesOutAnItemWhoseGivenSplitIsNotThatOfItsGroup() {
    SplitPlan plan = plan(List.of(kept(Split.TRAIN, 1), manifest(Split.TEST, 1)));
    assertThat(plan.bridges()).containsOnlyKeys(1);
  }

  @Test
  void followsASourceThatDoesNotLeak() {
    SplitPlan plan =
        plan(List.of(folder(Split.TEST, 1), folder(Split.TEST, 1), folder(Split.VALID)));
    assertThat(plan.followsSource()).isTrue();
    assertThat(plan.splits(ORDER)).containsExactly(Split.TEST, Split.TEST, Split.VALID);
  }

  @Test
  void refusesAManifestThatLeaksAndNamesThePairs() {
    SplitPlan plan =
        plan(
            List.of(manifest(Split.TRAIN), manifest(Split.TEST), manifest(Split.VALID)),
            like(0, 1));
    assertThat(plan.leaks()).containsExactly(new SplitPlan.Leak(0, Split.TRAIN, 1, Split.TEST));
  }

  @Test
  void doesNotFollowFoldersThatLeak() {
    List<SplitItem> items = List.of(folder(Split.TRAIN, 1), folder(Split.TEST, 1));
    SplitPlan auto = plan(items);
    assertThat(auto.leaks()).isEmpty();
    assertThat(auto.followsSource()).isFalse();
    assertThat(auto.splits(ORDER)[0]).isEqualTo(auto.splits(ORDER)[1]);
    assertThat(new SplitPlan(items, List.of(), SplitMode.GIVEN, false).leaks()).hasSize(1);
  }

  @Test
  void seesAPictureThatIsGivenToTwoSplitsItself() {
    SplitItem both = item(null, EnumSet.of(Split.TRAIN, Split.TEST), true);
    assertThat(plan(List.of(both)).leaks())
        .containsExactly(new SplitPlan.Leak(0, Split.TRAIN, 0, Split.TEST));
  }

  @Test
  void goesOnWithItsOwnSplitsWhereItHadThemBefore() {
    List<SplitItem> items = List.of(folder(Split.TEST), folder(Split.TEST));
    SplitPlan plan = new SplitPlan(items, List.of(), SplitMode.AUTO, true);
    assertThat(plan.followsSource()).isFalse();
    assertThat(new SplitPlan(items, List.of(), SplitMode.OURS, false).followsSource()).isFalse();
  }

  @Test
  void neverPutsAGroupIntoTwoSplitsWhateverComes() {
    Map<Integer, Split> before = new HashMap<>();
    for (int round = 1; round <= 5; round++) {
      int size = 200 * round;
      SplittableRandom same = new SplittableRandom(3);
      List<SplitItem> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        items.add(kept(before.get(i), same.nextInt(900), 1000 + same.nextInt(900)));
      }
      List<LikePair> pairs = new ArrayList<>();
      SplittableRandom looks = new SplittableRandom(4);
      for (int i = 1; i < size; i += 10) {
        pairs.add(like(looks.nextInt(i), i));
      }
      Split[] splits = new SplitPlan(items, pairs, SplitMode.AUTO, false).splits(ORDER);
      Map<Integer, Split> ofKey = new HashMap<>();
      for (int i = 0; i < size; i++) {
        if (splits[i] != null) {
          for (int key : items.get(i).keys()) {
            assertThat(ofKey.getOrDefault(key, splits[i])).isEqualTo(splits[i]);
            ofKey.put(key, splits[i]);
          }
          assertThat(before.getOrDefault(i, splits[i])).isEqualTo(splits[i]);
          before.put(i, splits[i]);
        }
      }
      for (LikePair pair : pairs) {
        if (splits[pair.a()] != null && splits[pair.b()] != null) {
          assertThat(splits[pair.a()]).isEqualTo(splits[pair.b()]);
        }
      }
    }
    assertThat(before.values()).contains(Split.values());
  }
}
