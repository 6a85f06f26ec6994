package io.dermaflow.scheduler.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.Verdict;
import io.dermaflow.models.internal.onnx.OnnxAutoConfiguration;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.TestPlatform;
import io.dermaflow.scheduler.platform.CatalogueService;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The platform with a catalogue and a model that has learnt nothing. */
public final class ServingFixture implements AutoCloseable {

  private final PlatformSession platform;
  private final SelfieRenderer renderer;
  private final SelfiePlanner planner = new SelfiePlanner(13);

  private ServingFixture(PlatformSession platform) {
    this.platform = platform;
    this.renderer = new SelfieRenderer(320, platform.get(PictureCodec.class));
  }

  static ServingFixture open(Path home) throws Exception {
    return open(home, WebApplicationType.NONE, 0);
  }

  /** With HTTP on a port. */
  public static ServingFixture serve(Path home, int port) throws Exception {
    return open(home, WebApplicationType.SERVLET, port);
  }

  private static ServingFixture open(Path home, WebApplicationType type, int port)
      throws Exception {
    Map<String, String> environment = TestPlatform.environment(port, Map.of());
    ServingFixture fixture =
        new ServingFixture(
            PlatformSession.open(
                PlatformSession.settings(home, environment), environment, Progress.NONE, type));
    Path catalogue = home.resolve("catalogue.csv");
    try (InputStream in =
        Objects.requireNonNull(
            ServingFixture.class.getResourceAsStream(
                "/io/dermaflow/recommend/demo-catalogue.csv"))) {
      Files.copy(in, catalogue);
    }
    fixture.get(CatalogueService.class).ingest(catalogue);
    fixture.register(home.resolve("m.onnx"));
    return fixture;
  }

  private void register(Path onnx) throws Exception {
    NetworkSpec spec = new NetworkSpec(0.35, 96, List.of(Head.values()));
    try (TrainableNetwork network =
        get(NetworkTrainer.class).create(spec, new LearningRate(0.01, 1, 1), 3)) {
      new OnnxAutoConfiguration().networkWriter().write(network.inference(), onnx);
    }
    storage().writeFile("models/m.onnx", onnx, "application/octet-stream");
    get(ModelRegistry.class)
        .register(
            new ModelRegistry.Candidate(
                "skin",
                new ModelVersion.Provenance("run", "d", 1, "digest", "scratch", 1),
                spec,
                Preprocessing.of(96, get(FaceDetectors.class).preferred().name()),
                new ModelVersion.Artifacts("models/m.onnx", Digests.sha256(onnx), "z", "z"),
                0,
                Map.of(),
                Map.of(),
                null,
                Map.of(),
                Verdict.PROMOTED,
                List.of()));
    get(ModelRegistry.class).promote("skin", 1, "test", "the only one");
  }

  public <T> T get(Class<T> type) {
    return platform.get(type);
  }

  ObjectStorage storage() {
    return get(ObjectStorage.class);
  }

  public byte[] selfie(int number) {
    return renderer.jpeg(planner.plan(number));
  }

  /** Begins an upload and PUTs as a browser does. */
  String upload(@Nullable String subject, byte[] selfie, @Nullable String survey) throws Exception {
    UploadDesk.Ticket ticket =
        get(UploadDesk.class)
            .begin(
                new UploadDesk.Wanted(
                    subject,
                    "image/jpeg",
                    (long) selfie.length,
                    survey == null ? null : survey.getBytes(UTF_8)));
    if (put(ticket, selfie) != 200) {
      throw new IllegalStateException("the PUT was refused");
    }
    return ticket.uploadId();
  }

  static int put(UploadDesk.Ticket ticket, byte[] bytes) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(ticket.url())
                .header("Content-Type", ticket.contentType())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Keys with an id in them. */
  List<String> keysOf(String id) {
    try (Stream<StoredObject> all = storage().list("")) {
      return all.map(StoredObject::key).filter(key -> key.contains(id)).toList();
    }
  }

  /** Names of tables of ours in any row of which there is a text. */
  List<String> tablesWith(String text) {
    JdbcClient jdbc = get(JdbcClient.class);
    List<String> tables =
        jdbc.sql(
                """
                select table_schema || '.' || table_name
                  from information_schema.tables
                 where table_schema in ('features', 'recommend', 'scoring', 'serving')
                   and table_type = 'BASE TABLE'
                """)
            .query(String.class)
            .list();
    return tables.stream()
        .filter(
            table ->
                jdbc.sql(
                            "select count(*) from %s t where position(? in to_jsonb(t)::text) > 0"
                                .formatted(table))
                        .param(text)
                        .query(Long.class)
                        .single()
                    > 0)
        .toList();
  }

  @Override
  public void close() {
    platform.close();
    TestPlatform.forget();
  }
}
