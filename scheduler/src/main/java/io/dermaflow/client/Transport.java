package io.dermaflow.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests and tells answers from refusals. Holds the credential, so it prints nothing. */
final class Transport {

  static final int NOT_MODIFIED = 304;

  private static final Pattern STORAGE_CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,64})</Code>");

  private final HttpClient http;
  private final String base;
  private final @Nullable Supplier<String> bearer;
  private final Duration timeout;
  private final Duration uploadTimeout;
  private final Retries retries;

  Transport(
      HttpClient http,
      String base,
      @Nullable Supplier<String> bearer,
      Duration timeout,
      Duration uploadTimeout,
      Retries retries) {
    this.http = http;
    this.base = base;
    this.bearer = bearer;
    this.timeout = timeout;
    this.uploadTimeout = uploadTimeout;
    this.retries = retries;
  }

  /**
   * A call of the API.
   *
   * @param path with its query, percent-encoded
   * @param body written as JSON, or null for none
   * @param repeatable whether it changes nothing when it is made again
   * @param etag what is known already, or null
   */
  record Call(
      String method,
      String path,
      @Nullable Object body,
      boolean repeatable,
      @Nullable String etag) {}

  /** An answer: a status of 2xx, or 304 where an etag was sent. */
  record Answer(int status, byte[] body, HttpHeaders headers) {}

  /**
   * @throws ProblemException when it is refused
   * @throws UnreachableException without an answer
   */
  Answer send(Call call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return accepted(exchange(request(call), timeout), call.etag() != null);
      } catch (ApiException e) {
        retries.pauseAfter(e, attempt, call.repeatable());
      }
    }
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(timeout)
            .header("Accept", "application/json, application/problem+json")
            .header("User-Agent", "dermaflow-client");
    Supplier<String> credential = bearer;
    if (credential != null) {
      // For every attempt: the one before may have expired.
      request.header("Authorization", "Bearer " + Values.credential(credential.get()));
    }
    String etag = call.etag();
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    Object body = call.body();
    if (body == null) {
      return request.method(call.method(), BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(call.method(), BodyPublishers.ofByteArray(Codec.write(body)))
        .build();
  }

  /**
   * Sends a selfie to a signed URL; our credential does not go there.
   *
   * @throws ProblemException when the storage refuses it; {@code code} is the storage's
   */
  void put(UploadTicket ticket, Selfie selfie) {
    for (int attempt = 1; ; attempt++) {
      HttpRequest request =
          HttpRequest.newBuilder(ticket.url())
              .timeout(uploadTimeout)
              .header("Content-Type", ticket.contentType())
              .PUT(selfie.publisher())
              .build();
      try {
        HttpResponse<byte[]> response = exchange(request, uploadTimeout);
        if (response.statusCode() / 100 == 2) {
          return;
        }
        throw refusedByStorage(response);
      } catch (ApiException e) {
        retries.pauseAfter(e, attempt, true);
      }
    }
  }

  private ProblemException refusedByStorage(HttpResponse<byte[]> response) {
    Matcher code = STORAGE_CODE.matcher(Codec.text(response.body()));
    return new ProblemException(
        response.statusCode(),
        code.find() ? code.group(1) : "",
        "the storage did not take the selfie",
        java.util.List.of(),
        retries.findRetryAfter(response.headers()).orElse(null));
  }

  private Answer accepted(HttpResponse<byte[]> response, boolean conditional) {
    int status = response.statusCode();
    if (status / 100 == 2 || (status == NOT_MODIFIED && conditional)) {
      return new Answer(status, response.body(), response.headers());
    }
    throw Codec.problem(
        status, response.body(), retries.findRetryAfter(response.headers()).orElse(null));
  }

  /** The timeout of a request ends with the headers of its answer; this one with its last byte. */
  private HttpResponse<byte[]> exchange(HttpRequest request, Duration longest) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UnreachableException("no whole answer within " + longest, true, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while waiting for an answer", true, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (!(cause instanceof IOException)) {
        throw new IllegalStateException("the request could not be sent", cause);
      }
      boolean sent =
          !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
      throw new UnreachableException("no answer: " + cause, sent, cause);
    }
  }
}
