package io.dermaflow.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a client asks; made by {@link DermaflowClient#at}. */
public final class DermaflowClientBuilder {

  private static final int CACHED = 1_000;

  private final String base;
  private @Nullable Supplier<String> bearer;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration timeout = Duration.ofSeconds(20);
  private Duration uploadTimeout = Duration.ofMinutes(2);
  private RetryPolicy retries = RetryPolicy.DEFAULT;
  private int cachedAnswers = CACHED;
  private Clock clock = Clock.systemUTC();
  private RandomGenerator random = RandomGenerator.getDefault();
  private Retries.Sleeper sleeper = pause -> Thread.sleep(pause.toMillis());

  DermaflowClientBuilder(URI base) {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || base.getHost() == null
        || base.getRawQuery() != null
        || base.getRawFragment() != null
        || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of the platform is not like https://host or http://host:port/path");
    }
    this.base = base.toString().replaceFirst("/+$", "");
  }

  /** A key of an app. */
  public DermaflowClientBuilder apiKey(String key) {
    Values.credential(key);
    return bearer(() -> key);
  }

  /** Asked for a token before every attempt; it must be fast, and may be called by any thread. */
  public DermaflowClientBuilder bearer(Supplier<String> token) {
    this.bearer = token;
    return this;
  }

  /** Longest wait for a connection (5 seconds). */
  public DermaflowClientBuilder connectTimeout(Duration longest) {
    this.connectTimeout = positive(longest);
    return this;
  }

  /** Longest time of one attempt, to the last byte of its answer (20 seconds). */
  public DermaflowClientBuilder timeout(Duration longest) {
    this.timeout = positive(longest);
    return this;
  }

  /** Longest time of one attempt to send a selfie (2 minutes). */
  public DermaflowClientBuilder uploadTimeout(Duration longest) {
    this.uploadTimeout = positive(longest);
    return this;
  }

  public DermaflowClientBuilder retries(RetryPolicy policy) {
    this.retries = policy;
    return this;
  }

  /** Most answers that are kept with their etags (1,000); 0 keeps none. */
  public DermaflowClientBuilder cachedAnswers(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(most + " answers, expected none or more");
    }
    this.cachedAnswers = most;
    return this;
  }

  /** For tests: what time it is, chance, and how to wait. */
  DermaflowClientBuilder timing(Clock time, RandomGenerator chance, Retries.Sleeper waiting) {
    this.clock = time;
    this.random = chance;
    this.sleeper = waiting;
    return this;
  }

  private static Duration positive(Duration longest) {
    if (longest.isZero() || longest.isNegative()) {
      throw new IllegalArgumentException("a timeout of " + longest + ", expected some time");
    }
    return longest;
  }

  public DermaflowClient build() {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
    Transport transport =
        new Transport(
            http,
            base,
            bearer,
            timeout,
            uploadTimeout,
            new Retries(retries, clock, random, sleeper));
    return new DermaflowClient(transport, new EtagCache(cachedAnswers), clock);
  }
}
