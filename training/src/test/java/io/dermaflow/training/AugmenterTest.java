package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmenterTest {

  private static final Augmentation NOTHING = new Augmentation(0, 0, 0, 0, true, 0, 0, 0, 0, 0);
  private static final Augmentation ALL =
      new Augmentation(20, 0.1, 5, 0.2, false, 15, 0.15, 0.05, 0, 0);

  private static byte[] picture(int side) {
    byte[] pixels = new byte[side * side * 3];
    new SplittableRandom(1).nextBytes(pixels);
    return pixels;
  }

  private static byte[] apply(Augmentation how, byte[] source, int from, int to, long seed) {
    byte[] target = new byte[to * to * 3 + 7];
    new Augmenter(how, from, to).apply(source, target, 7, new SplittableRandom(seed));
    return java.util.Arrays.copyOfRange(target, 7, target.length);
  }

  private static byte[] mirrored(byte[] pixels, int side) {
    byte[] mirror = new byte[pixels.length];
    for (int i = 0; i < side * side; i++) {
      int j = i - i % side + side - 1 - i % side;
      System.arraycopy(pixels, 3 * i, mirror, 3 * j, 3);
    }
    return mirror;
  }

  @Test
  void mirrorsEverySecondPictureAndNothingElseWhenNothingElseIsAsked() {
    byte[] source = picture(32);
    int mirrors = 0;
    for (int seed = 0; seed < 40; seed++) {
      byte[] made = apply(NOTHING, source, 32, 32, seed);
      boolean mirror = !java.util.Arrays.equals(made, source);
      assertThat(made).isEqualTo(mirror ? mirrored(source, 32) : source);
      mirrors += mirror ? 1 : 0;
    }
    assertThat(mirrors).isBetween(10, 30);
  }

  @Test
  void scalesAWholePictureDown() {
    byte[] half = new byte[64 * 64 * 3];
    for (int i = 0; i < half.length; i++) {
      half[i] = (byte) (i / 3 % 64 < 32 ? 50 : 150);
    }
    byte[] made = apply(NOTHING, half, 64, 32, 3);
    assertThat(made[3 * 2] + made[3 * 29] & 255).isEqualTo(200);
    assertThat(Math.abs((made[3 * 2] & 255) - (made[3 * 29] & 255))).isEqualTo(100);
  }

  @Test
  void dependsOnTheSeedOnly() {
    byte[] source = picture(64);
    assertThat(apply(ALL, source, 64, 48, 5)).isEqualTo(apply(ALL, source, 64, 48, 5));
    assertThat(apply(ALL, source, 64, 48, 5)).isNotEqualTo(apply(ALL, source, 64, 48, 6));
  }

  @Test
  void leavesAnEvenPictureEvenHoweverItIsTurned() {
    byte[] grey = new byte[64 * 64 * 3];
    java.util.Arrays.fill(grey, (byte) 120);
    byte[] made = apply(new Augmentation(45, 0.3, 10, 0.3, false, 0, 0, 0, 0, 0), grey, 64, 48, 2);
    assertThat(made).containsOnly((byte) 120);
  }

  @Test
  void staysInsideTheLevelsWhenItBrightens() {
    byte[] white = new byte[16 * 16 * 3];
    java.util.Arrays.fill(white, (byte) 250);
    for (int seed = 0; seed < 20; seed++) {
      for (byte level :
          apply(new Augmentation(0, 0, 0, 0, true, 60, 0, 0, 0, 0), white, 16, 16, seed)) {
        assertThat(level & 255).isGreaterThanOrEqualTo(189);
      }
    }
  }
}
