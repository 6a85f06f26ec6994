package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.Head;
import io.dermaflow.models.LearningRate;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import io.dermaflow.models.NetworkWriter;
import io.dermaflow.models.Normalisation;
import io.dermaflow.models.Padding;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.TrainableNetwork;
import io.dermaflow.models.Verdict;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.DatabaseAddress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scoring.ScoreUploads;
import io.dermaflow.scoring.ScoringRun;
import io.dermaflow.scoring.Shards;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The bulk job from object storage to rows, on pictures of the user, against a scorer in Python on
 * the same files. Results go to the shadow table and are removed.
 */
final class ScoreBench {

  private static final String PREFIX = "bench/uploads/";
  private static final String NO_FACE = "ours";
  private static final String INT8 = "ours, int8";
  private static final String FACE = "ours, face, int8";
  private static final String PEER = "Python";
  private static final String PEER_FACE = "Python, Haar";

  private final PlatformSession platform;
  private final ObjectStorage storage;
  private final ScoreUploads scoring;
  private final Shards shards;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final StorageSettings bucket;
  private final String source;
  private long run;

  ScoreBench(PlatformSession platform) {
    this.platform = platform;
    this.storage = platform.get(ObjectStorage.class);
    this.scoring = platform.get(ScoreUploads.class);
    this.shards = platform.get(Shards.class);
    this.jdbc = platform.get(JdbcClient.class);
    this.transaction = new TransactionTemplate(platform.get(PlatformTransactionManager.class));
    this.bucket = platform.get(StorageSettings.class);
    this.run = -100 * platform.get(Clock.class).millis(); // real runs count up from 1
    this.source = "s3://" + bucket.bucket() + "/bench/uploads";
  }

  /**
   * @param pictures folder of JPEG, PNG and WebP files
   * @param python interpreter with boto3, OpenCV, onnxruntime and psycopg, or null
   * @param script the peer, or null
   */
  BenchCommand.Bench run(Path pictures, @Nullable Path python, @Nullable Path script, int turns) {
    int uploads = upload(pictures);
    Path folder = null;
    try {
      folder = Files.createTempDirectory("bench");
      Path onnx = folder.resolve("model.onnx");
      Path int8 = folder.resolve("int8.onnx");
      NetworkSpec spec = export(onnx, int8);
      String none = FaceDetector.NONE.name();
      String face = platform.get(FaceDetectors.class).preferred().name();
      Turns contest = new Turns();
      Map<String, ModelVersion> ours = new LinkedHashMap<>();
      ours.put(NO_FACE, version("bench", spec, none, onnx));
      ours.put(INT8, version("bench-int8", spec, none, int8));
      ours.put(FACE, version("bench-face", spec, face, int8));
      ours.forEach((name, model) -> contest.add(name, () -> rate(model, uploads)));
      if (python != null && script != null) {
        contest.add(PEER, () -> peer(python, script, onnx, spec.size(), false));
        contest.add(PEER_FACE, () -> peer(python, script, onnx, spec.size(), true));
      }
      Map<String, Double> medians = contest.run(turns);
      return bench(medians, uploads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      jdbc.sql("drop table if exists peer_scores").update();
      delete(folder);
    }
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve("model.onnx"));
      Files.deleteIfExists(folder.resolve("int8.onnx"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BenchCommand.Bench bench(Map<String, Double> medians, int uploads) {
    Map<String, Double> others = new LinkedHashMap<>(medians);
    double ours = Objects.requireNonNull(others.remove(NO_FACE));
    Map<String, Double> detail = new LinkedHashMap<>();
    detail.put("pictures", (double) uploads);
    ratio(detail, medians, INT8, PEER);
    ratio(detail, medians, FACE, PEER_FACE);
    return BenchCommand.Bench.of("score", "pictures/s", ours, others, detail);
  }

  private static void ratio(
      Map<String, Double> detail, Map<String, Double> medians, String ours, String peer) {
    Double theirs = medians.get(peer);
    if (theirs != null) {
      detail.put(ours + " over " + peer, medians.getOrDefault(ours, 0.0) / theirs);
    }
  }

  private int upload(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> pictures =
          files
              .filter(
                  file -> file.toString().toLowerCase(Locale.ROOT).matches(".*[.](jpe?g|png|webp)"))
              .sorted()
              .toList();
      if (pictures.isEmpty()) {
        throw DermaflowException.usage(
            "There is no picture in " + folder, "JPEG, PNG or WebP files", "name another --folder");
      }
      Map<String, Long> there = new LinkedHashMap<>();
      try (Stream<StoredObject> known = storage.list(PREFIX)) {
        known.forEach(object -> there.put(object.key(), object.size()));
      }
      for (int i = 0; i < pictures.size(); i++) {
        Path picture = pictures.get(i);
        String name = picture.toString();
        String key = PREFIX + "%06d/selfie%s".formatted(i, name.substring(name.lastIndexOf('.')));
        Long size = there.remove(key);
        if (size == null || size != Files.size(picture)) {
          storage.writeFile(key, picture, "application/octet-stream");
        }
      }
      there.keySet().forEach(storage::delete);
      return pictures.size();
    } catch (IOException e) {
      throw DermaflowException.usage(
          "The folder " + folder + " cannot be read: " + e.getMessage(),
          "a folder of pictures",
          "name another --folder");
    }
  }

  private NetworkSpec export(Path onnx, Path int8) throws IOException {
    NetworkSpec spec =
        new NetworkSpec(
            1.0,
            224,
            List.of(Head.SEVERITY),
            Normalisation.FOLDED,
            Padding.SAME,
            Scaling.SIGNED_UNIT,
            0);
    byte[] pixels = new byte[16 * spec.size() * spec.size() * 3];
    new SplittableRandom(1).nextBytes(pixels);
    NetworkWriter writer = platform.get(NetworkWriter.class);
    try (TrainableNetwork network =
        platform.get(NetworkTrainer.class).create(spec, new LearningRate(1e-4, 0, 1), 1)) {
      writer.write(network.inference(), onnx);
      writer.writeInt8(network.inference(), List.of(pixels), int8);
    }
    return spec;
  }

  /** A version that nobody registered. */
  private ModelVersion version(String name, NetworkSpec spec, String detector, Path file)
      throws IOException {
    String key = "bench/" + name + ".onnx";
    storage.writeFile(key, file, "application/octet-stream");
    return new ModelVersion(
        name,
        1,
        new ModelVersion.Provenance("bench", "bench", 1, "bench", "bench", 1),
        spec,
        Preprocessing.of(spec.size(), detector),
        new ModelVersion.Artifacts(key, Digests.sha256(file), key, ""),
        0,
        null,
        null,
        null,
        Map.of(),
        Verdict.REGISTERED,
        List.of(),
        platform.get(Clock.class).instant());
  }

  /** Pictures a second, from the listing to the last row. */
  private double rate(ModelVersion model, int uploads) {
    ScoringRun one = new ScoringRun(run++, source, model.id(), model.preprocessing().hash(), true);
    try {
      long start = System.nanoTime();
      scoring.intake(storage, PREFIX, source, false, n -> {});
      int planned = shards.plan(one, platform.get(Clock.class).instant(), 0, 256);
      if (planned != uploads) {
        throw new IllegalStateException(planned + " uploads planned, " + uploads + " are there");
      }
      scoring.help(
          one,
          storage,
          model,
          work -> transaction.executeWithoutResult(status -> work.run()),
          Progress.NONE);
      return uploads / ((System.nanoTime() - start) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed("The benchmark was interrupted", "its end", "run it again");
    } finally {
      jdbc.sql("delete from scoring.shadow_outcome where run = ?").param(one.id()).update();
      jdbc.sql("delete from scoring.run where run = ?").param(one.id()).update();
      jdbc.sql("delete from scoring.upload where source = ?").param(source).update();
    }
  }

  private double peer(Path python, Path script, Path onnx, int size, boolean face) {
    DatabaseAddress database = platform.get(DatabaseAddress.class);
    List<String> command =
        new ArrayList<>(
            List.of(
                python.toString(),
                script.toString(),
                "--model",
                onnx.toString(),
                "--endpoint",
                String.valueOf(bucket.endpoint()),
                "--bucket",
                bucket.bucket(),
                "--prefix",
                PREFIX,
                "--dsn",
                database.url().substring("jdbc:".length()),
                "--size",
                Integer.toString(size)));
    var credentials = bucket.credentials();
    if (credentials != null) {
      command.addAll(
          List.of("--key", credentials.accessKey(), "--secret", credentials.secretKey()));
    }
    if (face) {
      command.add("--face");
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().remove("OMP_NUM_THREADS"); // set for us, not for the peer
      Process process = builder.start();
      String answer;
      try (InputStream out = process.getInputStream()) {
        answer = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      return Json.tree(answer.strip()).path("images_s").asDouble();
    } catch (IOException e) {
      throw DermaflowException.usage(
          "The peer gave no answer: " + e.getMessage(),
          "an interpreter with boto3, opencv-python-headless, onnxruntime and psycopg",
          "its own message above says what is missing");
    }
  }
}
