package io.dermaflow.scoring;

import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureCodec.UndecodableException;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.models.FaceBox;
import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.PictureFramer;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.SkinTone;
import io.dermaflow.models.skin.FaceAnalyzer;
import io.dermaflow.models.skin.FaceReading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the bytes of an upload to its outcome under one model: the same code for a night of millions
 * and for the one picture that cannot wait. Same bytes, same outcome, whatever they are scored
 * together with. Safe for concurrent use.
 */
final class PictureScorer {

  private final PictureInspector inspector;
  private final PictureFramer framer;
  private final FaceDetector detector;
  private final @Nullable FaceAnalyzer analyzer;
  private final Predictor predictor;
  private final OutcomeMaker outcomes;
  private final StageClock stages;

  /**
   * @param analyzer reads tone, shape and skin, or null to leave them unknown
   */
  PictureScorer(
      PictureCodec codec,
      PictureInspector inspector,
      FaceDetector detector,
      @Nullable FaceAnalyzer analyzer,
      Predictor predictor,
      ModelVersion model,
      double leastConfidence,
      StageClock stages,
      Clock clock) {
    this.inspector = inspector;
    this.framer = new PictureFramer(codec, detector, model.preprocessing());
    this.detector = detector;
    this.analyzer = analyzer;
    this.predictor = predictor;
    this.outcomes = new OutcomeMaker(model, predictor.spec(), leastConfidence, clock);
    this.stages = stages;
  }

  /** Outcomes, one each, in order. */
  List<UploadOutcome> score(List<FetchedUpload> uploads) {
    List<Look> looks = uploads.stream().map(this::look).toList();
    List<Look.Seen> seen = new ArrayList<>();
    for (Look look : looks) {
      if (look instanceof Look.Seen one) {
        seen.add(one);
      }
    }
    long start = System.nanoTime();
    HeadOutputs outputs = seen.isEmpty() ? new HeadOutputs(0, Map.of()) : predict(seen);
    stages.add(ScoringStage.INFER, start);
    List<UploadOutcome> all = new ArrayList<>();
    int next = 0;
    for (Look look : looks) {
      all.add(
          look instanceof Look.Seen one
              ? outcomes.scored(one, outputs, next++)
              : outcomes.refused((Look.Refused) look));
    }
    return all;
  }

  private HeadOutputs predict(List<Look.Seen> seen) {
    int length = predictor.spec().size() * predictor.spec().size() * 3;
    byte[] pixels = new byte[seen.size() * length];
    for (int i = 0; i < seen.size(); i++) {
      System.arraycopy(seen.get(i).pixels(), 0, pixels, i * length, length);
    }
    return predictor.predict(pixels, seen.size());
  }

  private Look look(FetchedUpload upload) {
    FetchedUpload.Refusal refusal = upload.refusal();
    byte[] bytes = upload.selfie();
    if (refusal != null || bytes == null) {
      return new Look.Refused(
          upload,
          refusal == null ? OutcomeReason.NO_SELFIE : refusal.reason(),
          refusal == null ? null : refusal.evidence());
    }
    long start = System.nanoTime();
    Inspection inspection = inspector.inspect(bytes);
    if (inspection instanceof Inspection.Refused refused) {
      stages.add(ScoringStage.DECODE, start);
      return new Look.Refused(
          upload, OutcomeReason.valueOf(refused.reason().name()), refused.evidence());
    }
    try {
      return look(upload, bytes, (Inspection.Accepted) inspection, start);
    } catch (UndecodableException e) {
      return new Look.Refused(upload, OutcomeReason.valueOf(e.fault().name()), e.getMessage());
    }
  }

  private Look look(FetchedUpload upload, byte[] bytes, Inspection.Accepted header, long start) {
    Picture picture = framer.decode(bytes, header);
    long at = stages.add(ScoringStage.DECODE, start);
    Optional<PictureQuality.Doubt> doubt =
        PictureQuality.of(picture, Math.min(header.width(), header.height())).findDoubt();
    at = stages.add(ScoringStage.QUALITY, at);
    if (doubt.isPresent()) {
      return new Look.Refused(upload, doubt.get().reason(), doubt.get().evidence());
    }
    List<FaceBox> found = framer.faces(picture);
    boolean sought = detector != FaceDetector.NONE;
    boolean closeUp = sought && found.isEmpty();
    at = stages.add(ScoringStage.FACE, at);
    if (closeUp && !SkinTone.fillsFrame(picture)) {
      return new Look.Refused(
          upload,
          OutcomeReason.NO_FACE,
          detector.name() + " found none, and skin does not fill the frame");
    }
    if (found.size() > 1 && found.get(0).side() < 2 * found.get(1).side()) {
      return new Look.Refused(
          upload, OutcomeReason.SEVERAL_FACES, found.size() + " faces of similar size");
    }
    FaceReading reading =
        analyzer == null || found.isEmpty() ? null : analyzer.analyze(picture, found.get(0), null);
    at = stages.add(ScoringStage.SKIN, at);
    byte[] pixels = framer.pixels(bytes, header, picture, framer.crop(picture, found));
    stages.add(ScoringStage.DECODE, at);
    return new Look.Seen(upload, pixels, reading, closeUp);
  }
}
