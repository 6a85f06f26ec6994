package io.dermaflow.scheduler.config;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.PredictorEngine;
import io.dermaflow.scoring.ScoringSettings;
import io.dermaflow.scoring.UploadEventSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * Reads settings: defaults, then {@code dermaflow.yaml} in the home, then the environment. An
 * unknown key is an error, and all errors are told at once.
 */
public final class SettingsLoader {

  /** Key in the file, name in the environment (empty: file only), default (null: unset). */
  private enum Key {
    DATABASE_URL("database.url", "DERMAFLOW_DATABASE_URL", null),
    DATABASE_USERNAME("database.username", "DERMAFLOW_DATABASE_USERNAME", null),
    DATABASE_PASSWORD("database.password", "DERMAFLOW_DATABASE_PASSWORD", null),
    S3_ENDPOINT("s3.endpoint", "DERMAFLOW_S3_ENDPOINT", null),
    S3_PUBLIC_ENDPOINT("s3.public-endpoint", "DERMAFLOW_S3_PUBLIC_ENDPOINT", null),
    S3_REGION("s3.region", "DERMAFLOW_S3_REGION", "us-east-1"),
    S3_BUCKET("s3.bucket", "DERMAFLOW_S3_BUCKET", "dermaflow"),
    MLFLOW("mlflow.tracking-uri", "DERMAFLOW_MLFLOW_TRACKING_URI", null),
    PORT("port", "DERMAFLOW_PORT", "8080"),
    BIND("bind", "DERMAFLOW_BIND", "127.0.0.1"),
    SET_ASIDE_LIMIT("set-aside-limit", "", "0.2"),
    MODEL("model", "", "skin"),
    TRAIN_DATASET("schedules.train.dataset", "", "skin"),
    TRAIN_CRON("schedules.train.cron", "", "0 0 2 1 * *"),
    SCORE_CRON("schedules.score.cron", "", "0 */15 * * * *"),
    RECOMMEND_CRON("schedules.recommend.cron", "", "0 30 3 * * *"),
    TRAINING_HEAP("training.heap-mb", "", "512"),
    TRAINING_NATIVE("training.native-mb", "", "1536"),
    SCORING_ENGINE("scoring.engine", "", "ONNX"),
    SCORING_THREADS("scoring.threads", "", "0"),
    SCORING_LEASE("scoring.lease", "", "PT30S"),
    SCORING_SILENCE("scoring.storage-silence", "", "PT10M"),
    SCORING_SURVEY_WAIT("scoring.survey-wait", "", "PT10M"),
    SCORING_CONFIDENCE("scoring.least-confidence", "", "0.3"),
    SCORING_ANALYZE("scoring.analyze-faces", "", "true"),
    EVENTS_QUEUE("scoring.events.queue-url", "DERMAFLOW_SCORING_EVENTS_QUEUE_URL", null),
    EVENTS_REGION("scoring.events.region", "DERMAFLOW_SCORING_EVENTS_REGION", null),
    EVENTS_ENDPOINT("scoring.events.endpoint", "DERMAFLOW_SCORING_EVENTS_ENDPOINT", null),
    ACCESS_OPEN("access.open", "DERMAFLOW_ACCESS_OPEN", null),
    OIDC_ISSUER("access.oidc.issuer", "DERMAFLOW_OIDC_ISSUER", null),
    OIDC_AUDIENCE("access.oidc.audience", "DERMAFLOW_OIDC_AUDIENCE", null),
    OIDC_CLAIM("access.oidc.subject-claim", "", "sub"),
    CORS_ORIGINS("access.cors-origins", "DERMAFLOW_CORS_ORIGINS", ""),
    REQUESTS("access.requests-per-minute", "", "6000"),
    ANALYSES("access.analyses-per-minute", "", "120"),
    DIALECTS("serve.dialects", "DERMAFLOW_DIALECTS", "selfie platform glamai chapters"),
    CACHE("serve.cache-mb", "", "256"),
    REDIS("serve.redis", "DERMAFLOW_REDIS_URL", null);

    private final String path;
    private final String variable;
    private final @Nullable String otherwise;

    Key(String path, String variable, @Nullable String otherwise) {
      this.path = path;
      this.variable = variable;
      this.otherwise = otherwise;
    }
  }

  private static final Set<String> DIALECTS =
      Arrays.stream(Dialect.values())
          .map(Dialect::setting)
          .collect(Collectors.toCollection(TreeSet::new));

  private static final String GATE = "dataset-gate.";
  private static final Pattern LIMIT = Pattern.compile("(warn|refuse) +([0-9]+(?:[.][0-9]+)?)");

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();
  private final Map<Key, String> values = new LinkedHashMap<>();
  private DatasetGate gate = DatasetGate.DEFAULT;

  public SettingsLoader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @throws DermaflowException that names every problem with its key
   */
  public Settings load(Path home) {
    Map<String, String> file = SettingsFile.read(home.resolve("dermaflow.yaml"), problems);
    for (Key key : Key.values()) {
      String value = file.remove(key.path);
      String override = key.variable.isEmpty() ? null : environment.get(key.variable);
      if (override != null && !override.isBlank()) {
        value = override.strip();
      }
      if (value == null) {
        value = key.otherwise;
      }
      if (value != null) {
        values.put(key, value);
      }
    }
    gate = gate(file);
    file.keySet()
        .forEach(
            key ->
                problems.add(
                    key + ": unknown key, expected one of " + String.join(", ", knownPaths())));
    Settings settings = build(home);
    if (!problems.isEmpty()) {
      throw DermaflowException.usage(
          problems.size()
              + " setting(s) cannot be used:\n  "
              + String.join("\n  ", problems)
              + "\n",
          "values as docs/configuration.md says",
          "correct " + home.resolve("dermaflow.yaml") + " or the environment");
    }
    return settings;
  }

  private Settings build(Path home) {
    String endpoint = values.get(Key.S3_ENDPOINT);
    boolean aws = "aws".equalsIgnoreCase(endpoint);
    Map<String, String> schedules = new TreeMap<>();
    schedules.put("train", cron(Key.TRAIN_CRON));
    schedules.put("score", cron(Key.SCORE_CRON));
    schedules.put("recommend", cron(Key.RECOMMEND_CRON));
    return new Settings(
        home,
        databaseUrl(),
        values.get(Key.DATABASE_USERNAME),
        values.get(Key.DATABASE_PASSWORD),
        aws ? null : uri(Key.S3_ENDPOINT),
        aws,
        uri(Key.S3_PUBLIC_ENDPOINT),
        text(Key.S3_REGION),
        bucket(),
        uri(Key.MLFLOW),
        integer(Key.PORT, 0, 65535),
        text(Key.BIND),
        share(Key.SET_ASIDE_LIMIT),
        text(Key.MODEL),
        text(Key.TRAIN_DATASET),
        schedules,
        integer(Key.TRAINING_HEAP, 128, 1 << 20),
        integer(Key.TRAINING_NATIVE, 256, 1 << 20),
        scoring(home),
        uploadEvents(),
        gate,
        serve());
  }

  private ServeSettings serve() {
    Set<String> dialects = new TreeSet<>(words(Key.DIALECTS));
    if (!DIALECTS.containsAll(dialects)) {
      problem(Key.DIALECTS, text(Key.DIALECTS), "some of " + DIALECTS + ", or nothing");
    }
    for (String origin : words(Key.CORS_ORIGINS)) {
      if (!origin.matches("https?://[^/\\s*]+")) {
        problem(Key.CORS_ORIGINS, origin, "origins such as https://app.example, without a path");
      }
    }
    return new ServeSettings(
        values.containsKey(Key.ACCESS_OPEN) ? flag(Key.ACCESS_OPEN) : null,
        uri(Key.OIDC_ISSUER),
        values.get(Key.OIDC_AUDIENCE),
        text(Key.OIDC_CLAIM),
        words(Key.CORS_ORIGINS),
        integer(Key.REQUESTS, 1, 10_000_000),
        integer(Key.ANALYSES, 1, 1_000_000),
        dialects,
        integer(Key.CACHE, 1, 1 << 20),
        redis());
  }

  private @Nullable URI redis() {
    String text = values.get(Key.REDIS);
    if (text == null || text.matches("rediss?://[^/\\s]+(/[0-9]+)?")) {
      return text == null ? null : URI.create(text);
    }
    problem(
        Key.REDIS, text.replaceAll("//[^@]*@", "//***@"), "redis://[user:password@]host:port[/n]");
    return null;
  }

  private List<String> words(Key key) {
    String text = text(key).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("[,\\s]+"));
  }

  private ScoringSettings scoring(Path home) {
    String engine = text(Key.SCORING_ENGINE);
    PredictorEngine.Kind kind = PredictorEngine.Kind.ONNX;
    try {
      kind = PredictorEngine.Kind.valueOf(engine);
    } catch (IllegalArgumentException e) {
      problem(Key.SCORING_ENGINE, engine, "ONNX, INT8 or DL4J");
    }
    return new ScoringSettings(
        kind,
        home.resolve("work").resolve("models"),
        integer(Key.SCORING_THREADS, 0, 1024),
        duration(Key.SCORING_LEASE, Duration.ofSeconds(5), Duration.ofHours(1)),
        duration(Key.SCORING_SILENCE, Duration.ofSeconds(1), Duration.ofDays(1)),
        duration(Key.SCORING_SURVEY_WAIT, Duration.ZERO, Duration.ofDays(30)),
        share(Key.SCORING_CONFIDENCE),
        flag(Key.SCORING_ANALYZE));
  }

  private Duration duration(Key key, Duration least, Duration most) {
    try {
      Duration value = Duration.parse(text(key));
      if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
        return value;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    problem(
        key, text(key), "an ISO 8601 duration from %s to %s, such as PT30S".formatted(least, most));
    return least;
  }

  private boolean flag(Key key) {
    String value = text(key);
    if (!value.equals("true") && !value.equals("false")) {
      problem(key, value, "true or false");
    }
    return value.equals("true");
  }

  /** S3 tells queues of its own region only: the region of our bucket, unless another is given. */
  private @Nullable UploadEventSettings uploadEvents() {
    URI queue = uri(Key.EVENTS_QUEUE);
    URI endpoint = uri(Key.EVENTS_ENDPOINT);
    String region = values.getOrDefault(Key.EVENTS_REGION, text(Key.S3_REGION));
    if (queue == null) {
      boolean alone =
          values.containsKey(Key.EVENTS_ENDPOINT) || values.containsKey(Key.EVENTS_REGION);
      if (alone && !values.containsKey(Key.EVENTS_QUEUE)) {
        problem(Key.EVENTS_QUEUE, "", "the URL of a queue, as its endpoint or region is set");
      }
      return null;
    }
    if (!queue.getPath().matches("/.*[^/]")) {
      problem(Key.EVENTS_QUEUE, queue.toString(), "the URL of a queue, which ends in its name");
      return null;
    }
    return new UploadEventSettings(
        queue,
        (endpoint == null ? queue : endpoint).resolve("/"),
        region,
        UploadEventSettings.LONGEST_WAIT);
  }

  /** {@code dataset-gate.<rule>: off | warn LIMIT | refuse LIMIT}. */
  private DatasetGate gate(Map<String, String> file) {
    DatasetGate set = DatasetGate.DEFAULT;
    for (DatasetGate.Rule rule : DatasetGate.Rule.values()) {
      String value = file.remove(GATE + rule.key());
      if (value == null) {
        continue;
      }
      Matcher matcher = LIMIT.matcher(value.strip().toLowerCase(Locale.ROOT));
      // YAML takes a bare off for false.
      if (value.equals("off") || value.equals("false")) {
        set = set.with(rule, new DatasetGate.Limit(DatasetGate.Action.OFF, 0));
      } else if (matcher.matches()) {
        set =
            set.with(
                rule,
                new DatasetGate.Limit(
                    DatasetGate.Action.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                    Double.parseDouble(matcher.group(2))));
      } else {
        problems.add(
            "%s%s: '%s', expected off, or warn or refuse with a limit, such as 'refuse 0.1'"
                .formatted(GATE, rule.key(), value));
      }
    }
    return set;
  }

  private @Nullable String databaseUrl() {
    String url = values.get(Key.DATABASE_URL);
    if (url != null && !url.startsWith("jdbc:postgresql://")) {
      problem(
          Key.DATABASE_URL,
          url.replaceAll("password=[^&]*", "password=***"),
          "jdbc:postgresql://host:port/database");
    }
    return url;
  }

  private String bucket() {
    String bucket = text(Key.S3_BUCKET);
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      problem(Key.S3_BUCKET, bucket, "3 to 63 lower-case letters, digits, dots and dashes");
    }
    return bucket;
  }

  private @Nullable URI uri(Key key) {
    String text = values.get(key);
    if (text == null) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    problem(key, text, "http://host:port or https://host");
    return null;
  }

  private int integer(Key key, int least, int most) {
    try {
      int value = Integer.parseInt(text(key));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    problem(key, text(key), "a whole number from " + least + " to " + most);
    return least;
  }

  private double share(Key key) {
    try {
      double value = Double.parseDouble(text(key));
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    problem(key, text(key), "a share from 0 to 1");
    return 0;
  }

  private String cron(Key key) {
    String text = text(key);
    if (!CronExpression.isValidExpression(text)) {
      problem(key, text, "six fields: second minute hour day month weekday");
    }
    return text;
  }

  private String text(Key key) {
    return values.getOrDefault(key, "");
  }

  private void problem(Key key, String found, String expected) {
    String name = key.variable.isEmpty() ? key.path : key.path + " (" + key.variable + ")";
    problems.add(name + ": '" + found + "', expected " + expected);
  }

  private static List<String> knownPaths() {
    List<String> paths = new ArrayList<>();
    for (Key key : Key.values()) {
      paths.add(key.path);
    }
    for (DatasetGate.Rule rule : DatasetGate.Rule.values()) {
      paths.add(GATE + rule.key());
    }
    return paths;
  }
}
