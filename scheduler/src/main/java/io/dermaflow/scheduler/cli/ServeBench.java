package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.CatalogueService;
import io.dermaflow.scheduler.platform.PublicationService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.WebApplicationType;
import tools.jackson.databind.JsonNode;

/**
 * Precomputed reads over HTTP on one core, against a controller that says hello behind the same
 * filters. The server is this process; a home of its own is kept beside the others, so that the
 * publications are made once.
 */
final class ServeBench {

  private static final int PAGE = 1_000;
  private static final String SERVER_CORE = "0";
  private static final long SEED = 1;

  private final Path home;
  private final int subjects;
  private final int clients;
  private final double seconds;
  private final int turns;
  private final Progress progress;

  ServeBench(Path home, int subjects, int clients, double seconds, int turns, Progress progress) {
    this.home = home.resolve("bench-serve-" + subjects);
    this.subjects = subjects;
    this.clients = clients;
    this.seconds = seconds;
    this.turns = turns;
    this.progress = progress;
  }

  BenchCommand.Bench run() {
    System.setProperty("dermaflow.bench.hello", "true");
    int port = freePort();
    Map<String, String> environment = environment(port);
    writeSettings();
    Settings settings = PlatformSession.settings(home, environment);
    try (PlatformSession platform =
        PlatformSession.open(settings, environment, progress, WebApplicationType.SERVLET)) {
      List<Long> publications = publications(platform);
      try (Crowd crowd = Crowd.start(port, clients, subjects)) {
        boolean pinned = pin();
        return measure(platform, publications, crowd, pinned);
      }
    }
  }

  private BenchCommand.Bench measure(
      PlatformSession platform, List<Long> publications, Crowd crowd, boolean pinned) {
    require(crowd.turn(ServeBenchClients.ALL, 0, 0));
    crowd.turn(ServeBenchClients.HELLO, seconds, 0); // until the JIT is done
    crowd.turn(ServeBenchClients.OURS, seconds, 0);
    List<JsonNode> ours = new ArrayList<>();
    List<JsonNode> hello = new ArrayList<>();
    for (int turn = 1; turn <= turns; turn++) {
      ours.add(require(crowd.turn(ServeBenchClients.OURS, seconds, SEED + turn)));
      hello.add(require(crowd.turn(ServeBenchClients.HELLO, seconds, SEED + turn)));
    }
    Map<String, Double> detail = new LinkedHashMap<>();
    detail.put("p50 ms", median(ours, "p50_ms"));
    detail.put("p99 ms", median(ours, "p99_ms"));
    detail.put("hello p50 ms", median(hello, "p50_ms"));
    detail.put("hello p99 ms", median(hello, "p99_ms"));
    detail.put("p99 over hello's", median(ours, "p99_ms") / median(hello, "p99_ms"));
    detail.put("bytes a body", median(ours, "bytes") / median(ours, "requests"));
    detail.put("bodies checked", total(ours, "requests"));
    detail.put("errors", total(ours, "errors") + total(hello, "errors"));
    detail.put("server on one core (1 is yes)", pinned ? 1.0 : 0.0);
    int[] switches = new int[1];
    JsonNode switching = whileSwitching(platform, publications, crowd, switches);
    detail.put("requests/s during switches", rate(switching));
    detail.put("p99 ms during switches", switching.path("p99_ms").asDouble());
    detail.put("switches", (double) switches[0]);
    detail.put("errors during switches", switching.path("errors").asDouble());
    require(switching);
    return BenchCommand.Bench.of(
        "serve",
        "requests/s",
        Turns.median(ours.stream().mapToDouble(ServeBench::rate).toArray()),
        Map.of("hello", Turns.median(hello.stream().mapToDouble(ServeBench::rate).toArray())),
        detail);
  }

  private JsonNode whileSwitching(
      PlatformSession platform, List<Long> publications, Crowd crowd, int[] switches) {
    Publications switcher = platform.get(Publications.class);
    CompletableFuture<JsonNode> turn =
        CompletableFuture.supplyAsync(
            () -> crowd.turn(ServeBenchClients.OURS, seconds, SEED + turns + 1));
    try {
      while (!turn.isDone()) {
        switcher.switchTo(publications.get(++switches[0] % publications.size()), "bench");
        Thread.sleep((long) (seconds * 1_000 / 4));
      }
      return turn.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (CompletionException e) {
      throw new IllegalStateException("the turn failed", e);
    }
  }

  private static JsonNode require(JsonNode turn) {
    if (turn.path("errors").asLong() > 0) {
      throw DermaflowException.failed(
          turn.path("errors").asLong()
              + " of "
              + turn.path("requests").asLong()
              + " requests failed, e.g. "
              + turn.path("error").asString(""),
          "every body to be the recommendation of its subject",
          "the log above says more");
    }
    return turn;
  }

  private static double rate(JsonNode turn) {
    return turn.path("requests").asDouble() / turn.path("seconds").asDouble();
  }

  private static double median(List<JsonNode> turns, String field) {
    return Turns.median(turns.stream().mapToDouble(t -> t.path(field).asDouble()).toArray());
  }

  private static double total(List<JsonNode> turns, String field) {
    return turns.stream().mapToDouble(t -> t.path(field).asDouble()).sum();
  }

  /** Two publications of all subjects, made by the job like any other. */
  private List<Long> publications(PlatformSession platform) {
    List<Long> made = complete(platform);
    if (made.isEmpty()) {
      catalogue(platform);
      writeFeatures(platform, subjects, 0);
      platform.get(PublicationService.class).recommend(true);
    }
    if (complete(platform).size() < 2) {
      writeFeatures(platform, Math.max(1, subjects / 100), 1);
      platform.get(PublicationService.class).recommend(true);
    }
    made = complete(platform);
    platform.get(Publications.class).switchTo(made.get(0), "bench");
    long served = platform.get(FeatureReader.class).findCurrent().map(Publication::id).orElse(0L);
    if (made.size() < 2 || served != made.get(0)) {
      throw DermaflowException.failed(
          "There are publications " + made + " of " + subjects + " subjects, served " + served,
          "two",
          "delete " + home);
    }
    return made;
  }

  private List<Long> complete(PlatformSession platform) {
    return platform.get(Publications.class).list().stream()
        .filter(p -> p.state().servable() && p.subjects() == subjects)
        .map(Publication::id)
        .sorted()
        .toList();
  }

  private void catalogue(PlatformSession platform) {
    Path file = home.resolve("catalogue.csv");
    try (InputStream in =
        Objects.requireNonNull(
            ServeBench.class.getResourceAsStream("/io/dermaflow/recommend/demo-catalogue.csv"))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    platform.get(CatalogueService.class).ingest(file);
  }

  private void writeFeatures(PlatformSession platform, int count, int round) {
    FeatureStore store = platform.get(FeatureStore.class);
    Instant now = platform.get(Clock.class).instant();
    SplittableRandom random = new SplittableRandom(SEED + round);
    for (int from = 0; from < count; from += PAGE) {
      List<SkinFeatures> page = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + PAGE); i++) {
        page.add(features(i, round, now, random));
      }
      store.write(page);
      progress.report("subjects", Math.min(count, from + PAGE), count);
    }
  }

  private static SkinFeatures features(int i, int round, Instant now, SplittableRandom random) {
    Map<String, Double> conditions = new LinkedHashMap<>();
    for (Condition condition : Condition.values()) {
      conditions.put(condition.name(), Math.rint(random.nextDouble() * 100) / 100);
    }
    Map<String, Object> survey = new LinkedHashMap<>();
    survey.put("skin_type", pick(random, "dry", "oily", "combo", "sensitive"));
    survey.put("budget", pick(random, "<RM50", "RM50-150", ">RM150"));
    survey.put("concerns", List.of(pick(random, "acne", "redness", "pigmentation", "dryness")));
    survey.put("age", 18 + random.nextInt(50));
    String depth = pick(random, "fair", "light", "medium", "tan", "deep");
    String undertone = pick(random, "cool", "neutral", "warm");
    return SkinFeatures.of("bench-" + i, "etag-" + round, "bench@1", "bench", now)
        .withSubject(ServeBenchClients.subject(i))
        .withSurvey("survey-" + round, Json.write(survey))
        .withSeverity(Severity.values()[random.nextInt(Severity.values().length)].name(), 0.8)
        .withSkinType(SkinType.values()[random.nextInt(SkinType.values().length)].name(), 0.8)
        .withConditions(conditions)
        .withSkinScore(random.nextInt(101))
        .withFace(
            new FaceFeatures(
                depth + "-" + undertone,
                1 + random.nextInt(10),
                pick(random, "oval", "round", "square", "heart"),
                pick(random, "almond", "round", "hooded"),
                pick(random, "full", "medium", "thin")))
        .build();
  }

  private static String pick(SplittableRandom random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** Puts all threads of this process on one core; false where the system has no command for it. */
  private static boolean pin() {
    try {
      Process process =
          new ProcessBuilder(
                  "taskset",
                  "-a",
                  "-c",
                  "-p",
                  SERVER_CORE,
                  Long.toString(ProcessHandle.current().pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw DermaflowException.failed("No port is free", "one", "too many processes listen", e);
    }
  }

  /** Without settings of the user: the services are those of the home. */
  private static Map<String, String> environment(int port) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("DERMAFLOW_"));
    environment.put("DERMAFLOW_PORT", Integer.toString(port));
    return environment;
  }

  private void writeSettings() {
    Path file = home.resolve("dermaflow.yaml");
    try {
      Files.createDirectories(home);
      Files.writeString(file, "access:\n  requests-per-minute: 10000000\n");
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static DermaflowException cannotWrite(Path file, IOException e) {
    return DermaflowException.failed(
        file + " cannot be written", "a folder for the benchmark", "the disk is full", e);
  }

  /** The process of the clients. */
  private static final class Crowd implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private Crowd(Process process) {
      this.process = process;
      this.answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Crowd start(int port, int clients, int subjects) {
      try {
        return new Crowd(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseParallelGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServeBenchClients.class.getName(),
                    Integer.toString(port),
                    Integer.toString(clients),
                    Integer.toString(subjects))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
      } catch (IOException e) {
        throw DermaflowException.failed(
            "The clients cannot be started", "a Java of this home", "its files were moved", e);
      }
    }

    JsonNode turn(String what, double seconds, long seed) {
      try {
        process
            .getOutputStream()
            .write((what + " " + seconds + " " + seed + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String line = answers.readLine();
        if (line == null) {
          throw new IOException("they ended");
        }
        return Json.tree(line);
      } catch (IOException e) {
        throw DermaflowException.failed(
            "The clients gave no answer", "figures", "their own message above says why", e);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
