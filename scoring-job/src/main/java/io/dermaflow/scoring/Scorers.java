package io.dermaflow.scoring;

import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.datasets.pictures.TimedPictureCodec;
import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.ModelFiles;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.Predictor;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.models.skin.FaceAnalyzer;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads models for scoring, with the face detector that each was trained with. */
public final class Scorers {

  private static final Logger LOG = LoggerFactory.getLogger(Scorers.class);

  /** What a selfie may be. */
  static final PictureLimits LIMITS = new PictureLimits(20L << 20, 50_000_000L, 1);

  private static final Duration DECODING = Duration.ofSeconds(30);

  private final PictureCodec codec;
  private final FaceDetectors faces;
  private final FaceAnalyzer analyzer;
  private final ModelFiles files;
  private final PredictorEngine engine;
  private final ScoringSettings settings;
  private final Clock clock;

  /**
   * @param engine what predicts
   */
  public Scorers(
      PictureCodec codec,
      FaceDetectors faces,
      FaceAnalyzer analyzer,
      ModelFiles files,
      PredictorEngine engine,
      ScoringSettings settings,
      Clock clock) {
    this.codec = new TimedPictureCodec(codec, DECODING);
    this.faces = faces;
    this.analyzer = analyzer;
    this.files = files;
    this.engine = engine;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @throws io.dermaflow.errors.DermaflowException when its file or face detector is not here
   */
  Loaded load(ModelVersion model) {
    FaceDetector detector = faces.require(model.preprocessing().detector(), "Model " + model.id());
    PredictorEngine.Kind kind = engine.kind();
    if (kind == PredictorEngine.Kind.INT8 && !model.hasInt8()) {
      LOG.warn("{} has no accepted 8-bit file: it scores in single precision", model.id());
      kind = PredictorEngine.Kind.ONNX; // the same runtime, another file
    }
    return new Loaded(model, detector, engine.open(model.spec(), files.fetch(model, kind)));
  }

  /** A model in memory. */
  final class Loaded implements AutoCloseable {

    private final ModelVersion model;
    private final FaceDetector detector;
    private final Predictor predictor;

    private Loaded(ModelVersion model, FaceDetector detector, Predictor predictor) {
      this.model = model;
      this.detector = detector;
      this.predictor = predictor;
    }

    ModelVersion model() {
      return model;
    }

    PictureScorer scorer(StageClock stages) {
      return new PictureScorer(
          codec,
          new PictureInspector(LIMITS),
          detector,
          settings.analyze() ? analyzer : null,
          predictor,
          model,
          settings.leastConfidence(),
          stages,
          clock);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
