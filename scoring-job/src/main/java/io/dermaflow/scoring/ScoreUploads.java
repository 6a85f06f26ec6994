package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.features.UploadOutcome;
import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.ModelFiles;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use case behind {@code scoreUploadsJob}. */
public final class ScoreUploads {

  private static final Logger LOG = LoggerFactory.getLogger(ScoreUploads.class);

  private final UploadWork work;
  private final FeatureStore features;
  private final PictureCodec codec;
  private final FaceDetectors faces;
  private final ModelFiles files;
  private final PredictorEngine engine;
  private final Clock clock;

  /**
   * @param engine what predicts
   */
  public ScoreUploads(
      UploadWork work,
      FeatureStore features,
      PictureCodec codec,
      FaceDetectors faces,
      ModelFiles files,
      PredictorEngine engine,
      Clock clock) {
    this.work = work;
    this.features = features;
    this.codec = codec;
    this.faces = faces;
    this.files = files;
    this.engine = engine;
    this.clock = clock;
  }

  /** Notes all uploads below a prefix; returns how many inputs were new. */
  public int intake(ObjectStorage storage, String prefix) {
    int[] added = {0};
    new UploadListing(storage, prefix).forEachPage(page -> added[0] += work.note(page));
    return added[0];
  }

  /** A session with one model: loads it once. Close it. */
  public Session open(ObjectStorage storage, ModelVersion model) {
    FaceDetector detector = faces.require(model.preprocessing().detector(), "Model " + model.id());
    PredictorEngine.Kind kind = engine.kind();
    if (kind == PredictorEngine.Kind.INT8 && !model.hasInt8()) {
      LOG.warn("{} has no accepted 8-bit file: it scores in single precision", model.id());
      kind = PredictorEngine.Kind.ONNX; // the same runtime, another file
    }
    Predictor predictor = engine.open(model.spec(), files.fetch(model, kind));
    return new Session(
        new UploadScorer(storage, codec, detector, predictor, model, clock), predictor);
  }

  /** Scoring with one loaded model. */
  public final class Session implements AutoCloseable {

    private final UploadScorer scorer;
    private final Predictor predictor;

    private Session(UploadScorer scorer, Predictor predictor) {
      this.scorer = scorer;
      this.predictor = predictor;
    }

    /** Scores and keeps results; all rows go into the caller's transaction. */
    public void score(long run, List<UploadRef> uploads) {
      List<UploadOutcome> outcomes = scorer.score(uploads);
      List<SkinFeatures> rows =
          outcomes.stream().map(UploadOutcome::features).filter(Objects::nonNull).toList();
      features.write(rows);
      work.keep(run, outcomes);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
