package io.dermaflow.scheduler.dialects;

import io.dermaflow.scheduler.serving.UploadDesk;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/**
 * Pictures that come in forms. Few at a time are held in memory, whatever the number of callers:
 * the others wait a while, and then are asked to come again.
 */
public final class PictureParts {

  private final Semaphore turns;
  private final Duration patience;

  /**
   * @param most pictures in memory at a time
   * @param patience how long a caller waits for a turn
   */
  public PictureParts(int most, Duration patience) {
    turns = new Semaphore(most, true);
    this.patience = patience;
  }

  /** The file of a part; empty when this is no form, or has no such file. */
  public static Optional<MultipartFile> find(HttpServletRequest request, String name) {
    MultipartHttpServletRequest form =
        WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
    return form == null ? Optional.empty() : Optional.ofNullable(form.getFile(name));
  }

  /**
   * Does something with the bytes of a picture when it is its turn.
   *
   * @throws RefusedRequestException 413 when it is too large, 503 when no turn came
   */
  public <T> T use(MultipartFile part, Function<byte[], T> work) {
    if (part.getSize() > UploadDesk.MOST_BYTES) {
      throw RefusedRequestException.tooLarge(UploadDesk.MOST_BYTES);
    }
    if (!awaitTurn()) {
      throw new RefusedRequestException(503, "Too many pictures at the same time, try again");
    }
    try {
      return work.apply(part.getBytes());
    } catch (IOException e) {
      throw new RefusedRequestException(400, "The picture could not be read to its end");
    } finally {
      turns.release();
    }
  }

  private boolean awaitTurn() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
