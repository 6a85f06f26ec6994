package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.BadUpload;
import io.dermaflow.datasets.rendered.BadUploadRenderer;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.datasets.rendered.SelfieSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link FaceDetector} must do; tried on rendered faces. */
public abstract class FaceDetectorContract {

  private final FaceDetector faces = detector();

  protected abstract FaceDetector detector();

  private final PictureCodec codec = new OpenCvAutoConfiguration().pictureCodec();
  private final SelfiePlanner planner = new SelfiePlanner(21);
  private final SelfieRenderer renderer = new SelfieRenderer(320, codec);

  @Test
  void findsFacesOfEveryToneWhereTheyAre() {
    long found =
        IntStream.range(0, 10)
            .mapToObj(tone -> planner.plan(tone * 30 + tone % 5))
            .filter(spec -> near(spec, faces.detect(renderer.render(spec))))
            .count();
    assertThat(found).isGreaterThanOrEqualTo(10 - mostMissed());
  }

  /** Of ten drawn faces; more than none where a detector learnt from photographs alone. */
  protected int mostMissed() {
    return 0;
  }

  private static boolean near(SelfieSpec spec, List<FaceBox> found) {
    if (found.isEmpty()) {
      return false;
    }
    FaceBox box = found.get(0);
    double dx = box.x() + box.side() / 2 - spec.centreX() * 320;
    double dy = box.y() + box.side() / 2 - spec.centreY() * 320;
    return Math.hypot(dx, dy) < 0.4 * spec.halfWidth() * 320;
  }

  @Test
  void findsBothOfTwoAndNobodyInAnEmptyRoom() {
    BadUploadRenderer bad = new BadUploadRenderer(planner, renderer, codec);
    assertThat(faces.detect(picture(bad.render(BadUpload.TWO_FACES, 3))))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(faces.detect(picture(bad.render(BadUpload.NO_FACE, 3)))).isEmpty();
  }

  private Picture picture(byte[] jpeg) {
    return codec.decode(jpeg, new Inspection.Accepted(Inspection.Format.JPEG, 320, 320), 320);
  }
}
