package io.dermaflow.scheduler;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StorageSettings.StaticCredentials;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.RecommendSettings;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.config.SettingsLoader;
import io.dermaflow.scheduler.services.EmbeddedServices;
import io.dermaflow.scheduler.services.ServiceAddresses;
import io.dermaflow.scoring.ScoringSettings;
import io.dermaflow.scoring.UploadEventSettings;
import io.dermaflow.training.Gate;
import io.dermaflow.training.TrainingProcessSettings;
import io.dermaflow.training.TrainingSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The platform opened on one home: settings, services and beans. Close it. */
public final class PlatformSession implements AutoCloseable {

  private static final long LEAST_FREE_BYTES = 300L << 20;

  private final @Nullable EmbeddedServices services;
  private final ConfigurableApplicationContext context;

  private PlatformSession(
      @Nullable EmbeddedServices services, ConfigurableApplicationContext context) {
    this.services = services;
    this.context = context;
  }

  /**
   * Opens the platform without HTTP and schedules.
   *
   * @throws DermaflowException when a setting is wrong or a service cannot be reached
   */
  public static PlatformSession open(
      Path home, Map<String, String> environment, Progress progress) {
    return open(settings(home, environment), environment, progress, WebApplicationType.NONE);
  }

  /** Reads the settings of a home, which is made when it is not there. */
  public static Settings settings(Path home, Map<String, String> environment) {
    try {
      Files.createDirectories(home);
      long free = Files.getFileStore(home).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw DermaflowException.failed(
            "The home " + home + " has " + (free >> 20) + " MB of free space",
            "at least " + (LEAST_FREE_BYTES >> 20) + " MB",
            "free some, or choose another home with --home");
      }
    } catch (IOException e) {
      throw DermaflowException.usage(
          "The home '" + home + "' cannot be used: " + e,
          "a folder that this user may write",
          "choose another with --home");
    }
    return new SettingsLoader(environment).load(home);
  }

  /** Opens the platform, with HTTP and schedules where {@code type} is a servlet one. */
  public static PlatformSession open(
      Settings settings,
      Map<String, String> environment,
      Progress progress,
      WebApplicationType type) {
    EmbeddedServices services =
        settings.needsEmbedded() ? EmbeddedServices.join(settings.home()) : null;
    try {
      ServiceAddresses embedded = services == null ? null : services.addresses();
      DatabaseAddress database = database(settings, embedded);
      probe(database);
      StorageSettings storage = storage(settings, embedded);
      Map<String, Object> properties = new HashMap<>();
      properties.put("server.port", settings.port());
      properties.put("server.address", settings.bind());
      properties.put(
          "spring.quartz.auto-startup", Boolean.toString(type == WebApplicationType.SERVLET));
      ConfigurableApplicationContext context =
          new SpringApplicationBuilder(DermaflowApplication.class)
              .web(type)
              // A command uses a few beans; a server all of them.
              .lazyInitialization(type == WebApplicationType.NONE)
              .properties(properties)
              .initializers(
                  (GenericApplicationContext c) ->
                      register(c, settings, environment, progress, database, storage))
              .run();
      return new PlatformSession(services, context);
    } catch (RuntimeException e) {
      if (services != null) {
        services.close();
      }
      throw told(e, settings);
    }
  }

  private static void register(
      GenericApplicationContext context,
      Settings settings,
      Map<String, String> environment,
      Progress progress,
      DatabaseAddress database,
      StorageSettings storage) {
    context.registerBean(Settings.class, () -> settings);
    context.registerBean(Progress.class, () -> progress);
    context.registerBean(DatabaseAddress.class, () -> database);
    context.registerBean(DatasetGate.class, settings::datasetGate);
    context.registerBean(StorageSettings.class, () -> storage);
    context.registerBean(
        TrackingSettings.class,
        () ->
            new TrackingSettings(
                settings.mlflowUri(),
                environment.get("MLFLOW_TRACKING_USERNAME"),
                environment.get("MLFLOW_TRACKING_PASSWORD"),
                environment.get("MLFLOW_TRACKING_TOKEN")));
    context.registerBean(
        TrainingSettings.class,
        () ->
            new TrainingSettings(
                settings.home().resolve("work"),
                new TrainingProcessSettings(
                    settings.trainingHeapMegabytes(), settings.trainingNativeMegabytes()),
                Gate.DEFAULT));
    context.registerBean(
        RecommendSettings.class, () -> RecommendSettings.in(settings.home().resolve("recommend")));
    context.registerBean(ScoringSettings.class, settings::scoring);
    UploadEventSettings events = settings.uploadEvents();
    if (events != null) {
      context.registerBean(UploadEventSettings.class, () -> events);
    }
  }

  static DatabaseAddress database(Settings settings, @Nullable ServiceAddresses embedded) {
    String url = settings.databaseUrl();
    if (url != null) {
      return new DatabaseAddress(url, settings.databaseUsername(), settings.databasePassword());
    }
    if (embedded == null) {
      throw new IllegalStateException("no database");
    }
    return new DatabaseAddress(embedded.jdbcUrl(), null, null);
  }

  /** One connection before anything else: its error is the one a person needs. */
  static void probe(DatabaseAddress database) {
    DriverManager.setLoginTimeout(10);
    try (Connection connection =
        database.username() == null
            ? DriverManager.getConnection(database.url())
            : DriverManager.getConnection(
                database.url(), database.username(), database.password())) {
      if (!connection.isValid(5)) {
        throw new SQLException("the connection is not valid");
      }
    } catch (SQLException e) {
      String shown = database.url().replaceAll("[?].*", "");
      throw DermaflowException.usage(
          "The database " + shown + " cannot be used: " + String.valueOf(e.getMessage()).strip(),
          "a PostgreSQL that answers there and knows the user and the database",
          "correct DERMAFLOW_DATABASE_URL, _USERNAME and _PASSWORD, or unset them for the embedded one");
    }
  }

  private static StorageSettings storage(Settings settings, @Nullable ServiceAddresses embedded) {
    if (settings.s3Aws() || settings.s3Endpoint() != null) {
      return new StorageSettings(
          settings.s3Endpoint(),
          settings.s3PublicEndpoint(),
          settings.s3Region(),
          settings.s3Bucket(),
          null);
    }
    if (embedded == null) {
      throw new IllegalStateException("no object storage");
    }
    return new StorageSettings(
        URI.create(embedded.s3Endpoint()),
        settings.s3PublicEndpoint(),
        settings.s3Region(),
        settings.s3Bucket(),
        new StaticCredentials(embedded.accessKey(), embedded.secretKey()));
  }

  private static RuntimeException told(RuntimeException failure, Settings settings) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DermaflowException told) {
        return told;
      }
      if (t instanceof java.net.BindException
          || t.getClass().getSimpleName().equals("PortInUseException")) {
        return DermaflowException.usage(
            "Port " + settings.port() + " on " + settings.bind() + " is in use",
            "a free port",
            "another serve is running: stop it, or choose a port with --port or DERMAFLOW_PORT");
      }
      if (t instanceof io.dermaflow.datasets.StorageException storage) {
        return DermaflowException.usage(
            "The object storage cannot be used: " + storage.getMessage(),
            "an S3 endpoint that answers and a bucket that may be used",
            "correct DERMAFLOW_S3_ENDPOINT, _BUCKET and the AWS credentials, or unset them for the embedded one");
      }
    }
    return failure;
  }

  /** A bean of the platform. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
    if (services != null) {
      services.close();
    }
  }
}
