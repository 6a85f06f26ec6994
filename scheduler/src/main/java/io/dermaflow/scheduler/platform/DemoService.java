package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.training.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The whole flow on rendered faces: what a newcomer runs first. */
public final class DemoService {

  private static final String DATASET = "demo-faces";
  private static final int REPORT_CARDS = 60;
  private static final int THUMBNAIL = 128;

  private final Settings settings;
  private final ObjectStorage storage;
  private final PictureCodec codec;
  private final DatasetService datasets;
  private final TrainingService training;
  private final ScoringService scoring;
  private final CatalogueService catalogue;
  private final PublicationService publications;
  private final HomeViews views;
  private final JdbcClient jdbc;
  private final DemoData data;

  public DemoService(
      Settings settings,
      ObjectStorage storage,
      PictureCodec codec,
      DatasetService datasets,
      TrainingService training,
      ScoringService scoring,
      CatalogueService catalogue,
      PublicationService publications,
      HomeViews views,
      JdbcClient jdbc,
      Progress progress) {
    this.settings = settings;
    this.storage = storage;
    this.codec = codec;
    this.datasets = datasets;
    this.training = training;
    this.scoring = scoring;
    this.catalogue = catalogue;
    this.publications = publications;
    this.views = views;
    this.jdbc = jdbc;
    this.data = new DemoData(codec, progress);
  }

  /**
   * What {@code demo} says.
   *
   * @param scored uploads newly scored by this run; likewise abstained and quarantined
   * @param changed recommendations that differ from those served before
   * @param unexpected uploads whose outcome is not the one they were made for
   */
  public record Demo(
      int uploads,
      int scored,
      int abstained,
      int quarantined,
      Map<String, Integer> reasons,
      long publication,
      int subjectsPublished,
      int changed,
      String model,
      String verdict,
      Map<String, Map<String, HeadMetrics>> metrics,
      List<String> unexpected,
      Map<String, Double> stages,
      String report,
      double seconds) {}

  /** Runs the flow; what is there already is not made again. */
  public Demo run(int uploads) {
    long start = System.nanoTime();
    Stages stages = new Stages();
    try {
      Path faces = data.faces(settings.home());
      stages.done("render");
      datasets.ingest(DATASET, faces.toString());
      stages.done("ingest");
      TrainingService.Trained trained =
          training.train(
              settings.model(),
              datasets.require(DATASET),
              Recipe.SCRATCH,
              null,
              TrainingService.SEED);
      stages.done("train");
      data.upload(storage, uploads);
      stages.done("upload");
      ScoringService.Scored scored = scoring.score(ScoringService.Request.all(Duration.ZERO));
      stages.done("score");
      catalogue.ingest(demoCatalogue());
      PublicationService.Published published = publications.recommend(true);
      stages.done("recommend");
      Path report = writeReport();
      stages.done("report");
      return new Demo(
          uploads,
          scored.scored(),
          scored.abstained(),
          scored.quarantined(),
          scored.reasons(),
          published.publication(),
          published.subjects(),
          published.changed(),
          trained.model() + "@" + trained.version(),
          trained.verdict().name(),
          trained.metrics(),
          unexpected(uploads),
          stages.seconds(),
          report.toString(),
          Math.rint((System.nanoTime() - start) / 1e8) / 10);
    } catch (IOException e) {
      throw DermaflowException.failed(
          "The demo could not write to " + settings.home() + ": " + e.getMessage(),
          "about 1 GB of free space",
          "free some, or choose another home with --home; the same command goes on",
          e);
    }
  }

  private Path demoCatalogue() throws IOException {
    Path file = settings.home().resolve("demo").resolve("catalogue.csv");
    Files.createDirectories(file.getParent());
    try (InputStream in =
        Objects.requireNonNull(
            DemoService.class.getResourceAsStream("/io/dermaflow/recommend/demo-catalogue.csv"))) {
      WholeFiles.write(file, in.readAllBytes());
    }
    return file;
  }

  private List<String> unexpected(int uploads) {
    Map<String, String> reasons = new HashMap<>();
    jdbc.sql(
            """
            select upload_id, coalesce(reason, '') as reason
              from scoring.outcome
             where starts_with(upload_id, :prefix)
            """)
        .param("prefix", DemoData.UPLOAD_PREFIX)
        .query(
            row -> {
              reasons.put(row.getString("upload_id"), row.getString("reason"));
            });
    List<String> unexpected = new ArrayList<>();
    for (int i = 0; i < uploads; i++) {
      String expected = Objects.requireNonNullElse(DemoData.expectedReason(i), "");
      String found = reasons.getOrDefault(DemoData.uploadId(i), "no outcome");
      if (!found.equals(expected)) {
        unexpected.add(
            "%s: %s, made to be %s"
                .formatted(
                    DemoData.uploadId(i),
                    found.isEmpty() ? "SCORED" : found,
                    expected.isEmpty() ? "SCORED" : expected));
      }
    }
    return unexpected;
  }

  private Path writeReport() throws IOException {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    TemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    Context context = new Context(java.util.Locale.ENGLISH);
    context.setVariable("home", views.view(DemoData.UPLOAD_PREFIX, REPORT_CARDS, this::thumbnail));
    context.setVariable("report", true);
    Path folder = Files.createDirectories(settings.home().resolve("reports"));
    Path report = folder.resolve("demo.html");
    WholeFiles.write(report, engine.process("home", context).getBytes(StandardCharsets.UTF_8));
    return report;
  }

  /** A small picture as a data URI, or nothing where there is none to show. */
  private String thumbnail(String uploadId) {
    byte[] bytes = storage.read("uploads/" + uploadId + "/selfie.jpg", 20 << 20);
    if (!(new PictureInspector(new PictureLimits(20 << 20, 50_000_000, 1)).inspect(bytes)
        instanceof Inspection.Accepted header)) {
      return "";
    }
    Picture picture = codec.decode(bytes, header, THUMBNAIL);
    return "data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(codec.encodeJpeg(picture, 75));
  }

  /** Whether an upload is one of the demo's rendered ones. */
  public static boolean isDemoUpload(String uploadId) {
    return uploadId.matches(DemoData.UPLOAD_PREFIX + "[0-9]{1,9}");
  }

  /** The bytes of a rendered upload's selfie. */
  public byte[] selfie(String uploadId) {
    return storage.read("uploads/" + uploadId + "/selfie.jpg", 20 << 20);
  }

  private static final class Stages {
    private final Map<String, Double> seconds = new java.util.LinkedHashMap<>();
    private long since = System.nanoTime();

    void done(String stage) {
      long now = System.nanoTime();
      seconds.put(stage, Math.rint((now - since) / 1e8) / 10);
      since = now;
    }

    Map<String, Double> seconds() {
      return seconds;
    }
  }
}
