package io.dermaflow.scheduler.access;

import io.dermaflow.scheduler.serving.UploadDesk;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Bounds what is sent to us: bytes by the declared length, or counted where none is declared; the
 * time in which a body has to arrive; and how many forms with pictures are taken at once, for a
 * slow one holds a thread.
 */
final class BodyFilter extends RequestFilter {

  /** Most bytes of anything but a form with a picture. */
  static final long MOST_BYTES = 1 << 20;

  /** Most bytes of a form with a picture: the picture, and what a form adds. */
  static final long MOST_FORM_BYTES = UploadDesk.MOST_BYTES + (64 << 10);

  /** Forms with a picture that are taken at once. */
  static final int MOST_FORMS = 16;

  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
  private static final long DRAIN_PATIENCE = Duration.ofSeconds(5).toNanos();
  private static final long MOST_DRAINED = 64 << 20;
  private static final int PIECE = 1 << 14;

  private final LongSupplier nanos;
  private final Semaphore forms = new Semaphore(MOST_FORMS);

  /**
   * @param nanos time for durations, as {@code System.nanoTime}
   */
  BodyFilter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long length = request.getContentLengthLong();
    if (length <= 0 && request.getHeader("Transfer-Encoding") == null) {
      chain.doFilter(request, response);
      return;
    }
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    boolean form = type.startsWith("multipart/");
    long most = form && Routes.takesPictures(Routes.path(request)) ? MOST_FORM_BYTES : MOST_BYTES;
    try {
      if (length > most) {
        throw tooLarge(most);
      }
      if (form && most == MOST_BYTES && length < 0) {
        throw RequestRefusedException.of(411, "length_required", "A form must say its length");
      }
      if (form) {
        passForm(request, response, chain);
      } else if (type.startsWith("application/x-www-form-urlencoded")) {
        chain.doFilter(request, response); // read and bounded by the container
      } else {
        chain.doFilter(new ReadRequest(request, read(request, most)), response);
      }
    } catch (RequestRefusedException e) {
      response.setHeader("Connection", "close");
      Refusals.write(request, response, e);
      drain(request);
    }
  }

  private void passForm(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!forms.tryAcquire()) {
      throw RequestRefusedException.unavailable("Too many pictures arrive at once");
    }
    try {
      chain.doFilter(request, response);
    } finally {
      forms.release();
    }
  }

  private byte[] read(HttpServletRequest request, long most) {
    long end = nanos.getAsLong() + PATIENCE;
    int expected = Math.max(PIECE, request.getContentLength());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    byte[] piece = new byte[PIECE];
    try {
      InputStream body = request.getInputStream();
      for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
        bytes.write(piece, 0, n);
        if (bytes.size() > most) {
          throw tooLarge(most);
        }
        if (nanos.getAsLong() > end) {
          throw tooSlow();
        }
      }
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    } catch (IOException e) {
      throw RequestRefusedException.of(400, "bad_request", "The body ended before its end");
    }
    return bytes.toByteArray();
  }

  private static RequestRefusedException tooLarge(long most) {
    return RequestRefusedException.of(
        413, "too_large", "The body is larger than " + most + " bytes");
  }

  private static RequestRefusedException tooSlow() {
    return RequestRefusedException.of(408, "too_slow", "The body did not arrive in time");
  }

  /** A client that is still sending reads its answer when it may go on for a while. */
  private void drain(HttpServletRequest request) {
    long end = nanos.getAsLong() + DRAIN_PATIENCE;
    byte[] piece = new byte[PIECE];
    try {
      InputStream rest = request.getInputStream();
      long drained = 0;
      for (int n = rest.read(piece); n >= 0 && drained < MOST_DRAINED; n = rest.read(piece)) {
        drained += n;
        if (nanos.getAsLong() > end) {
          return;
        }
      }
    } catch (IOException e) {
      return; // the client is gone
    }
  }
}
