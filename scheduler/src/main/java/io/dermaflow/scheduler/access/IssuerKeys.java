package io.dermaflow.scheduler.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The keys with which an OIDC issuer signs, found by its discovery document when the first token
 * comes. An issuer that is away costs one short attempt every few seconds, however many tokens
 * come, and keys that are known are used on for an hour. A token that names an unknown key makes
 * for a look at the issuer at most twice a minute.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 1 << 20;
  private static final long FRESH = Duration.ofMinutes(5).toNanos();
  private static final long USABLE = Duration.ofHours(1).toNanos();
  private static final long BETWEEN_FAILURES = Duration.ofSeconds(5).toNanos();
  private static final long BETWEEN_LOOKS = Duration.ofSeconds(30).toNanos();

  private record Known(JWKSet keys, long at) {}

  private final URI issuer;
  private final LongSupplier nanos;
  private final HttpClient http;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile long attemptedAt;
  private volatile boolean attempted;

  /**
   * @param nanos time for durations, as {@code System.nanoTime}
   */
  IssuerKeys(URI issuer, LongSupplier nanos) {
    this.issuer = issuer;
    this.nanos = nanos;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @throws KeySourceException when the issuer is away and no key of it is known
   */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    Known now = known;
    if (now == null || age(now) > FRESH) {
      ask(BETWEEN_FAILURES, now == null);
    }
    List<JWK> found = selector.select(usable());
    if (found.isEmpty()) {
      ask(BETWEEN_LOOKS, false);
      found = selector.select(usable());
    }
    return found;
  }

  private JWKSet usable() throws KeySourceException {
    Known now = known;
    if (now == null || age(now) > USABLE) {
      throw new KeySourceException("the issuer does not answer");
    }
    return now.keys();
  }

  private long age(Known found) {
    return nanos.getAsLong() - found.at();
  }

  /** One asks, the others go on with what is known, or wait where nothing is. */
  private void ask(long pause, boolean wait) {
    if (wait) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return;
    }
    try {
      if ((wait && known != null) || (attempted && nanos.getAsLong() - attemptedAt < pause)) {
        return;
      }
      attempt();
    } finally {
      asking.unlock();
    }
  }

  private void attempt() {
    try {
      known = new Known(fetch(), nanos.getAsLong());
    } catch (IOException | ParseException | JacksonException e) {
      LOG.warn("The keys of issuer {} cannot be read: {}", issuer, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      attempted = true;
      attemptedAt = nanos.getAsLong();
    }
  }

  private JWKSet fetch() throws IOException, InterruptedException, ParseException {
    String base = issuer.toString().replaceAll("/+$", "");
    JsonNode described =
        io.dermaflow.json.Json.tree(read(URI.create(base + "/.well-known/openid-configuration")));
    String named = described.path("issuer").asString("");
    if (!named.equals(issuer.toString())) {
      throw new IOException("it calls itself '" + named + "'");
    }
    String location = described.path("jwks_uri").asString("");
    if (!location.startsWith(issuer.getScheme() + "://")) {
      throw new IOException("its jwks_uri is '" + location + "'");
    }
    return JWKSet.parse(read(URI.create(location)));
  }

  private String read(URI from) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(from).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(from.getPath() + " answers " + answer.statusCode());
      }
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(from.getPath() + " is larger than " + MOST_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }
}
