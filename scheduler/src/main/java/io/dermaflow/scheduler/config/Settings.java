package io.dermaflow.scheduler.config;

import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.scoring.ScoringSettings;
import io.dermaflow.scoring.UploadEventSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one home, checked.
 *
 * @param home folder of all state
 * @param databaseUrl JDBC URL, or null for the embedded PostgreSQL
 * @param databaseUsername or null
 * @param databasePassword or null
 * @param s3Endpoint endpoint; null for the embedded one
 * @param s3Aws true for Amazon's own endpoint
 * @param s3PublicEndpoint what presigned URLs name, or null
 * @param s3Region region
 * @param s3Bucket our bucket
 * @param mlflowUri tracking server, or null
 * @param port HTTP port of {@code serve}
 * @param bind HTTP address of {@code serve}
 * @param setAsideLimit share of items set aside above which a command ends with 4
 * @param model name of the model that scores
 * @param trainDataset dataset of the scheduled training
 * @param schedules cron expression by schedule name
 * @param trainingHeapMegabytes heap of the training process
 * @param trainingNativeMegabytes memory outside the heap of the training process
 * @param scoring how uploads are scored
 * @param uploadEvents the queue that tells of new uploads, or null where there is none
 * @param datasetGate what dataset versions are held to
 * @param serve how {@code serve} answers, and whom
 */
public record Settings(
    Path home,
    @Nullable String databaseUrl,
    @Nullable String databaseUsername,
    @Nullable String databasePassword,
    @Nullable URI s3Endpoint,
    boolean s3Aws,
    @Nullable URI s3PublicEndpoint,
    String s3Region,
    String s3Bucket,
    @Nullable URI mlflowUri,
    int port,
    String bind,
    double setAsideLimit,
    String model,
    String trainDataset,
    Map<String, String> schedules,
    int trainingHeapMegabytes,
    int trainingNativeMegabytes,
    ScoringSettings scoring,
    @Nullable UploadEventSettings uploadEvents,
    DatasetGate datasetGate,
    ServeSettings serve) {

  /** Whether both services are somebody else's. */
  public boolean needsEmbedded() {
    return databaseUrl == null || (s3Endpoint == null && !s3Aws);
  }

  @Override
  public String toString() {
    return "Settings[home " + home + "]"; // no URL: it may carry a password
  }
}
