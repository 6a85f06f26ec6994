package io.dermaflow.scheduler.dialects;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.access.AccessRefusedException;
import io.dermaflow.scheduler.config.Dialect;
import io.dermaflow.scheduler.serving.UploadDesk;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * What goes wrong, as a status and a body of the dialect. Each dialect has a subclass that looks
 * after its package, and overrides what its design says otherwise.
 */
public abstract class DialectErrors {

  private static final Logger LOG = LoggerFactory.getLogger(DialectErrors.class);

  private final Dialect dialect;

  protected DialectErrors(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The answer for a status and a sentence. */
  protected final ResponseEntity<String> answer(int status, String message) {
    return DialectAnswer.json(status, dialect.error(message));
  }

  /** What is said of our own failures: nothing of what is inside. */
  protected String failed() {
    return "Internal Server Error";
  }

  @ExceptionHandler
  ResponseEntity<String> refused(RefusedRequestException e) {
    if (e.status() != 503) {
      return answer(e.status(), String.valueOf(e.getMessage()));
    }
    ResponseEntity<String> plain = answer(e.status(), String.valueOf(e.getMessage()));
    return ResponseEntity.status(e.status())
        .headers(plain.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, "1")
        .body(plain.getBody());
  }

  @ExceptionHandler
  ResponseEntity<String> methodRefused(MethodRefusedException e) {
    ResponseEntity<String> plain = answer(405, "Method Not Allowed");
    return ResponseEntity.status(405)
        .headers(plain.getHeaders())
        .header(HttpHeaders.ALLOW, e.allowed())
        .body(plain.getBody());
  }

  @ExceptionHandler
  protected ResponseEntity<String> accessRefused(AccessRefusedException e) {
    return answer(e.unknown() ? 401 : 403, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  protected ResponseEntity<String> invalidField(InvalidFieldException e) {
    return answer(400, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  protected ResponseEntity<String> notJson(NotJsonException e) {
    return answer(400, String.valueOf(e.getMessage()));
  }

  /** Tomcat finds it while looking for parameters, Spring while looking for parts. */
  @ExceptionHandler({MaxUploadSizeExceededException.class, InvalidParameterException.class})
  ResponseEntity<String> uploadTooLarge(Exception e) {
    if (e instanceof InvalidParameterException other && other.getErrorCode() != 413) {
      return answer(400, "The parameters of the request cannot be read");
    }
    return answer(
        413,
        "The picture is too large, expected at most %d bytes".formatted(UploadDesk.MOST_BYTES));
  }

  @ExceptionHandler
  ResponseEntity<String> multipart(MultipartException e) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("a multipart body that cannot be read: {}", e.getClass().getSimpleName());
    }
    return answer(400, "The body is not a complete multipart form");
  }

  @ExceptionHandler
  ResponseEntity<String> told(DermaflowException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case USAGE -> answer(400, message);
      case REFUSED -> answer(409, message);
      case FAILED -> unavailable(message);
    };
  }

  @ExceptionHandler
  ResponseEntity<String> storage(StorageException e) {
    LOG.warn("storage does not answer: {}", e.reason());
    return unavailable("The storage does not answer, try again");
  }

  /** Something of ours that is missing for now, such as a model. */
  protected ResponseEntity<String> unavailable(String message) {
    return answer(503, message);
  }

  @ExceptionHandler
  ResponseEntity<String> unexpected(Exception e) {
    if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return answer(known.getStatusCode().value(), String.valueOf(known.getBody().getDetail()));
    }
    LOG.error("unexpected failure in dialect {}", dialect.setting(), e);
    return answer(500, failed());
  }
}
