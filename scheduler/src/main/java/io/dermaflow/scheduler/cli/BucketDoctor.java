package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.BucketRules;
import io.dermaflow.datasets.BucketRules.Finding;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.scheduler.access.OwnOrigins;
import io.dermaflow.scheduler.cli.DoctorCommand.Check;
import io.dermaflow.scheduler.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Looks whether browsers may write to signed URLs of our bucket, and whether what was sent and
 * never taken goes away; puts the rules where asked.
 */
final class BucketDoctor {

  /** Days after which what was sent and never taken in, and what intake refused, is deleted. */
  static final Map<String, Integer> EXPIRY = Map.of("incoming/", 1, "incoming-refused/", 30);

  private BucketDoctor() {}

  /**
   * @param rules opened only where the bucket is somebody's else than the embedded endpoint's
   * @param fix whether to put what is missing
   */
  static List<Check> check(Settings settings, Supplier<BucketRules> rules, boolean fix) {
    if (settings.s3Endpoint() == null && !settings.s3Aws()) {
      return List.of(
          new Check(
              "bucket cors",
              true,
              "the embedded endpoint lets browsers of every origin use signed URLs; it has no rules to set",
              ""));
    }
    BucketRules.Wanted wanted = new BucketRules.Wanted(OwnOrigins.of(settings), EXPIRY);
    try {
      List<Finding> found = fix ? rules.get().fix(wanted) : rules.get().look(wanted);
      return found.stream().map(finding -> check(finding)).toList();
    } catch (StorageException e) {
      return List.of(
          new Check(
              "bucket rules",
              false,
              String.valueOf(e.getMessage()),
              "correct DERMAFLOW_S3_ENDPOINT, _BUCKET and the AWS credentials"));
    }
  }

  private static Check check(Finding finding) {
    String name = "bucket " + finding.rules();
    return switch (finding.state()) {
      case RIGHT -> new Check(name, true, finding.found(), "");
      case FIXED ->
          new Check(name, true, "changed from " + finding.found() + " to " + finding.wanted(), "");
      case WRONG ->
          new Check(
              name,
              false,
              finding.found() + "; wanted: " + finding.wanted(),
              "'doctor --fix' puts it");
      case UNSUPPORTED ->
          new Check(
              name,
              true,
              "the endpoint has no such rules to set; set by its own means: " + finding.wanted(),
              "");
      case DENIED ->
          new Check(
              name,
              false,
              "the credentials may not see or set it; wanted: " + finding.wanted(),
              "s3:GetBucketCORS, s3:PutBucketCORS, s3:GetLifecycleConfiguration and s3:PutLifecycleConfiguration are needed");
    };
  }
}
