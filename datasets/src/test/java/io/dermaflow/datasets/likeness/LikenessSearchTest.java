package io.dermaflow.datasets.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikenessSearchTest {

  /** Soft blobs of random place, size and grey: low and high frequencies, like a scene. */
  private static Picture scene(long seed, int side) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] grey = new double[side * side];
    for (int blob = 0; blob < 90; blob++) {
      double x = random.nextDouble() * side;
      double y = random.nextDouble() * side;
      double radius = side * (0.015 + 0.12 * random.nextDouble());
      double strength = 120 * (random.nextDouble() - 0.5);
      for (int v = 0; v < side; v++) {
        for (int u = 0; u < side; u++) {
          double d = ((u - x) * (u - x) + (v - y) * (v - y)) / (radius * radius);
          if (d < 9) {
            grey[v * side + u] += strength * Math.exp(-d);
          }
        }
      }
    }
    return picture(side, side, i -> 128 + grey[i]);
  }

  private static Picture picture(
      int width, int height, java.util.function.IntToDoubleFunction grey) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      byte level = (byte) Math.max(0, Math.min(255, Math.rint(grey.applyAsDouble(i))));
      rgb[3 * i] = level;
      rgb[3 * i + 1] = level;
      rgb[3 * i + 2] = level;
    }
    return new Picture(width, height, rgb);
  }

  private static Picture relit(Picture p) {
    return picture(
        p.width(), p.height(), i -> 25 + 0.8 * p.channel(i % p.width(), i / p.width(), 0));
  }

  private static Picture mirrored(Picture p) {
    return picture(
        p.width(), p.height(), i -> p.channel(p.width() - 1 - i % p.width(), i / p.width(), 0));
  }

  private static Picture half(Picture p) {
    int w = p.width() / 2;
    return picture(
        w,
        p.height() / 2,
        i -> {
          int x = 2 * (i % w);
          int y = 2 * (i / w);
          return (p.channel(x, y, 0)
                  + p.channel(x + 1, y, 0)
                  + p.channel(x, y + 1, 0)
                  + p.channel(x + 1, y + 1, 0))
              / 4.0;
        });
  }

  private static Fingerprint print(Picture picture) {
    return Fingerprints.of(picture).orElseThrow();
  }

  private static List<LikePair> pairs(List<Fingerprint> all, int firstNew) {
    try (LikenessSearch search = LikenessSearch.open()) {
      all.forEach(search::add);
      assertThat(search.size()).isEqualTo(all.size());
      return search.pairs(firstNew);
    }
  }

  @Test
  void findsScaledRelitAndMirroredCopiesAmongOthersAndNothingElse() {
    List<Fingerprint> all = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> all.add(print(scene(i, 160))));
    all.add(print(half(scene(3, 160))));
    all.add(print(relit(scene(20, 160))));
    all.add(print(mirrored(scene(41, 160))));
    List<LikePair> found = pairs(all, 0);
    assertThat(found).extracting(LikePair::a).containsExactly(3, 20, 41);
    assertThat(found).extracting(LikePair::b).containsExactly(60, 61, 62);
    assertThat(found).extracting(LikePair::mirrored).containsExactly(false, false, true);
    assertThat(found).allSatisfy(pair -> assertThat(pair.likeness()).isGreaterThan(0.8));
  }

  @Test
  void looksForNoPairsOfOldOnes() {
    List<Fingerprint> all =
        List.of(print(scene(1, 128)), print(relit(scene(1, 128))), print(scene(1, 128)));
    assertThat(pairs(all, 2))
        .extracting(LikePair::a, LikePair::b)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 2), org.assertj.core.groups.Tuple.tuple(1, 2));
    assertThat(pairs(all, 3)).isEmpty();
  }

  @Test
  void stopsAtSixteenLikeOnesOfOne() {
    Fingerprint same = print(scene(8, 128));
    List<LikePair> found = pairs(IntStream.range(0, 40).mapToObj(i -> same).toList(), 0);
    assertThat(found.stream().filter(pair -> pair.b() == 39)).hasSize(16);
    assertThat(found.stream().filter(pair -> pair.b() == 5)).hasSize(5);
  }

  @Test
  void saysOneOfEqualAndNothingOfDifferentPatterns() {
    long[] one = print(scene(1, 128)).pattern();
    long[] other = print(scene(2, 128)).pattern();
    assertThat(Likeness.of(one, one)).isCloseTo(1, within(0.03));
    assertThat(Likeness.of(one, other)).isCloseTo(0, within(0.25));
    assertThat(Likeness.of(one, Likeness.mirrored(Likeness.mirrored(one))))
        .isEqualTo(Likeness.of(one, one));
  }

  @Test
  void takesOneColourForBlank() {
    assertThat(Fingerprints.of(picture(80, 70, i -> 200))).isEmpty();
    assertThat(Fingerprints.of(picture(80, 70, i -> 200 + i % 3))).isEmpty();
    assertThat(Fingerprints.of(picture(80, 70, i -> i / 80.0 * 3))).isPresent();
  }

  @Test
  void isReadAsItWasWritten() {
    Fingerprint written = print(scene(4, 100));
    Fingerprint read = Fingerprint.of(written.index(), written.patternBytes());
    assertThat(read.hash()).isEqualTo(written.hash());
    assertThat(read.sketch()).isEqualTo(written.sketch());
    assertThat(read.mirroredSketch()).isEqualTo(written.mirroredSketch());
    assertThat(read.pattern()).isEqualTo(written.pattern());
  }

  @Test
  void turnsTheHashAroundWithThePicture() {
    Picture picture = scene(12, 128);
    assertThat(
            Long.bitCount(
                Fingerprint.mirrored(print(picture).hash()) ^ print(mirrored(picture)).hash()))
        .isLessThanOrEqualTo(2);
  }
}
