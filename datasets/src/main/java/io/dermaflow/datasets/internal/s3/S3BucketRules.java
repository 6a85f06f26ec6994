package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.BucketRules;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Rules of a bucket behind the S3 protocol. Each call to put rules replaces all of a kind. */
final class S3BucketRules implements BucketRules, AutoCloseable {

  private static final int MAX_AGE_SECONDS = 3600;

  private final S3Client s3;
  private final String bucket;

  S3BucketRules(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public List<Finding> look(Wanted wanted) {
    return List.of(cors(wanted, false), lifecycle(wanted, false));
  }

  @Override
  public List<Finding> fix(Wanted wanted) {
    return List.of(cors(wanted, true), lifecycle(wanted, true));
  }

  private Finding cors(Wanted wanted, boolean fix) {
    List<CORSRule> ours = wanted.origins().isEmpty() ? List.of() : List.of(rule(wanted.origins()));
    return settle(
        "cors",
        this::corsRules,
        rule -> OURS.equals(rule.id()),
        ours,
        rules -> {
          if (rules.isEmpty()) {
            s3.deleteBucketCors(request -> request.bucket(bucket));
          } else {
            s3.putBucketCors(
                request -> request.bucket(bucket).corsConfiguration(c -> c.corsRules(rules)));
          }
        },
        S3BucketRules::text,
        fix);
  }

  private static CORSRule rule(List<String> origins) {
    return CORSRule.builder()
        .id(OURS)
        .allowedOrigins(origins.stream().sorted().toList())
        .allowedMethods("PUT")
        .allowedHeaders("content-type")
        .exposeHeaders("ETag")
        .maxAgeSeconds(MAX_AGE_SECONDS)
        .build();
  }

  /** All of a rule, whatever order the endpoint tells it in. */
  private static String text(CORSRule rule) {
    return "%s of %s from %s, exposes %s, kept %s s"
        .formatted(
            new TreeSet<>(rule.allowedMethods()),
            rule.allowedHeaders().stream().map(h -> h.toLowerCase(Locale.ROOT)).sorted().toList(),
            new TreeSet<>(rule.allowedOrigins()),
            new TreeSet<>(rule.exposeHeaders()),
            rule.maxAgeSeconds());
  }

  private List<CORSRule> corsRules() {
    return orNone(
        "NoSuchCORSConfiguration",
        () -> s3.getBucketCors(request -> request.bucket(bucket)).corsRules());
  }

  private Finding lifecycle(Wanted wanted, boolean fix) {
    List<LifecycleRule> ours = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : new TreeMap<>(wanted.expiryDays()).entrySet()) {
      ours.add(
          LifecycleRule.builder()
              .id(OURS + " " + entry.getKey())
              .status(ExpirationStatus.ENABLED)
              .filter(filter -> filter.prefix(entry.getKey()))
              .expiration(expiration -> expiration.days(entry.getValue()))
              .build());
    }
    return settle(
        "lifecycle",
        this::lifecycleRules,
        rule -> rule.id() != null && rule.id().startsWith(OURS + " "),
        ours,
        rules -> {
          if (rules.isEmpty()) {
            s3.deleteBucketLifecycle(request -> request.bucket(bucket));
          } else {
            s3.putBucketLifecycleConfiguration(
                request -> request.bucket(bucket).lifecycleConfiguration(c -> c.rules(rules)));
          }
        },
        S3BucketRules::text,
        fix);
  }

  private static String text(LifecycleRule rule) {
    String prefix = rule.filter() == null ? rule.prefix() : rule.filter().prefix();
    Integer days = rule.expiration() == null ? null : rule.expiration().days();
    return "%s for %s days%s"
        .formatted(prefix, days, rule.status() == ExpirationStatus.ENABLED ? "" : " (disabled)");
  }

  private List<LifecycleRule> lifecycleRules() {
    return orNone(
        "NoSuchLifecycleConfiguration",
        () -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)).rules());
  }

  /** Puts rules. */
  private interface Writer<R> {
    void put(List<R> rules);
  }

  private <R> Finding settle(
      String kind,
      Supplier<List<R>> reader,
      Predicate<R> isOurs,
      List<R> ours,
      Writer<R> writer,
      Function<R, String> text,
      boolean fix) {
    String wanted = said(ours, text);
    try {
      List<R> found = reader.get();
      String was = said(found.stream().filter(isOurs).toList(), text);
      if (was.equals(wanted)) {
        return new Finding(kind, State.RIGHT, was, wanted);
      }
      if (!fix) {
        return new Finding(kind, State.WRONG, was, wanted);
      }
      List<R> all = new ArrayList<>(found.stream().filter(isOurs.negate()).toList());
      all.addAll(ours);
      writer.put(all);
      return new Finding(kind, State.FIXED, was, wanted);
    } catch (S3Exception e) {
      State state = state(e);
      if (state == null) {
        throw failed(kind, e);
      }
      return new Finding(kind, state, "", wanted);
    } catch (SdkException e) {
      throw failed(kind, e);
    }
  }

  private static <R> String said(List<R> rules, Function<R, String> text) {
    return rules.isEmpty()
        ? "none"
        : rules.stream().map(text).sorted().collect(Collectors.joining("; "));
  }

  private static @Nullable State state(S3Exception e) {
    return switch (e.statusCode()) {
      case 401, 403 -> State.DENIED;
      case 405, 501 -> State.UNSUPPORTED;
      default -> null;
    };
  }

  private StorageException failed(String kind, SdkException e) {
    Reason reason =
        e instanceof S3Exception s && s.statusCode() == 404 ? Reason.NO_BUCKET : Reason.UNAVAILABLE;
    return new StorageException(
        reason, "The " + kind + " rules of s3://" + bucket + ": " + e.getMessage(), e);
  }

  private static <R> List<R> orNone(String code, Supplier<List<R>> body) {
    try {
      return body.get();
    } catch (S3Exception e) {
      if (e.awsErrorDetails() != null && code.equals(e.awsErrorDetails().errorCode())) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
