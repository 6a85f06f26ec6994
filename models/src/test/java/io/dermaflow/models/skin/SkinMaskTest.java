package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;
import static io.dermaflow.models.skin.FaceCrop.SIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.models.FaceBox;
import org.junit.jupiter.api.Test;

class SkinMaskTest {

  private static final double SIDE_OF_PICTURE = Faces.SIDE;
  private static final FaceBox BOX = new FaceBox(10, 10, 80, "test");

  private final Faces faces = new Faces();

  private FaceView view(SelfieSpec spec) {
    Picture picture = faces.render(spec);
    return FaceView.of(picture, Faces.box(spec, picture), null);
  }

  @Test
  void scalesByMeansOverAreasAndGoesOnAtTheEdge() {
    byte[] rgb = new byte[512 * 512 * 3];
    for (int i = 0; i < 512 * 512; i++) {
      rgb[i * 3] = (byte) (i % 2 * 200); // columns of 0 and 200
      rgb[i * 3 + 1] = (byte) (i / 512 % 2 * 100); // rows of 0 and 100
    }
    Picture picture = new Picture(512, 512, rgb);
    double side = 512 / FaceCrop.ENLARGED;
    FaceCrop crop = crop(picture, new FaceBox(256 - side / 2, 256 - side / 2, side, "t"));
    assertThat(crop.red[3][232]).isCloseTo(100, within(0.01f));
    assertThat(crop.green[3][232]).isCloseTo(50, within(0.01f));
    assertThat(crop.luma[3][232]).isCloseTo(0.299f * 100 + 0.587f * 50, within(0.01f));
    FaceBox outside = new FaceBox(900, 900, 80, "t");
    assertThat(crop(picture, outside).red[0][0]).isEqualTo(200);
    assertThat(new CropArea(picture, outside).onPictureAcross(0)).isFalse();
    assertThat(new CropArea(picture, outside).onPictureDown(0)).isFalse();
  }

  private static FaceCrop crop(Picture picture, FaceBox box) {
    return new FaceCrop(picture, new CropArea(picture, box), Extent.ALL, new Workspace());
  }

  @Test
  void leavesEyesAndMouthOutOfASkinColouredPicture() {
    SkinMask mask = SkinMask.of(Faces.filled(200, 150, 120), BOX, null);
    assertThat(mask.side()).isEqualTo(256);
    assertThat(mask.share()).isEqualTo(1);
    assertThat(mask.isSkin(128 + 46, 109 + 46)).isTrue(); // cheek
    assertThat(mask.isSkin(128, 109 - 55)).isTrue(); // forehead
    assertThat(mask.isSkin(128 + 38, 109)).isFalse(); // eye
    assertThat(mask.isSkin(128, 109 + 86)).isFalse(); // mouth
    assertThat(mask.isSkin(2, 2)).isFalse();
  }

  @Test
  void findsSkinOnFacesOfEveryToneAndNoneOnTheBackdrop() {
    for (int tone = 1; tone <= 10; tone++) {
      FaceView view = view(Faces.spec(tone, tone, Faces.CALM));
      assertThat(view.mask().share()).as("tone %d", tone).isBetween(0.6, 1.0);
      int blue = 0;
      for (int i = 0; i < PIXELS; i++) {
        boolean skin = view.mask().isSkin(i % SIDE, i / SIDE);
        blue +=
            skin && view.crop().blue[i / SIDE][i % SIDE] > view.crop().red[i / SIDE][i % SIDE] + 8
                ? 1
                : 0;
      }
      assertThat(blue).as("pixels of the backdrop, tone %d", tone).isLessThan(40);
    }
  }

  @Test
  void keepsLesionsSpotsAndFlakesAsSkin() {
    for (Faces.Sign sign :
        new Faces.Sign[] {Faces.Sign.LESIONS, Faces.Sign.DARK_SPOTS, Faces.Sign.FLAKING}) {
      double strength = sign == Faces.Sign.LESIONS ? 60 : 1;
      for (int tone = 2; tone <= 10; tone += 4) {
        double calm = view(Faces.spec(8, tone, Faces.CALM)).mask().share();
        double strong = view(Faces.spec(8, tone, sign.at(strength))).mask().share();
        assertThat(strong).as("%s on tone %d", sign, tone).isCloseTo(calm, within(0.12));
      }
    }
  }

  @Test
  void findsTheSameFaceInBoxesThatSitDifferently() {
    SelfieSpec spec = Faces.spec(3, 4, Faces.CALM);
    Picture picture = faces.render(spec);
    FaceBox box = Faces.box(spec, picture);
    double half = box.side() / 2;
    double eyes = spec.centreY() * SIDE_OF_PICTURE - 0.14 * half * spec.elongation();
    double[][] changes = {{0, 0, 1}, {0.1, 0, 1}, {0, 0.15, 1.1}, {0, -0.1, 0.9}};
    for (double[] change : changes) {
      double side = box.side() * change[2];
      FaceBox other =
          new FaceBox(
              box.x() + half - side / 2 + change[0] * half,
              box.y() + half - side / 2 + change[1] * half,
              side,
              "test");
      CropArea area = new CropArea(picture, other);
      FaceBox fitted = area.around(EyeSearch.find(picture, area, new Workspace()), "test");
      double fittedHalf = fitted.side() / 2;
      assertThat(fitted.x() + fittedHalf)
          .isCloseTo(spec.centreX() * SIDE_OF_PICTURE, within(0.12 * half));
      assertThat(fitted.y() + (1 - FaceFrame.BOX_MIDDLE) * fittedHalf)
          .isCloseTo(eyes, within(0.12 * half));
      assertThat(fittedHalf).isCloseTo(half, within(0.18 * half));
    }
  }

  @Test
  void hasNoSkinWhereThereIsNoPicture() {
    FaceBox beside = new FaceBox(500, 500, 80, "test");
    assertThat(SkinMask.of(Faces.filled(200, 150, 120), beside, null).share()).isZero();
  }

  @Test
  void refusesABoxWithoutSize() {
    FaceBox none = new FaceBox(0, 0, 0, "test");
    assertThatThrownBy(() -> SkinMask.of(Faces.filled(1, 2, 3), none, null))
        .hasMessageContaining("expected finite numbers and a side greater than 0");
  }
}
