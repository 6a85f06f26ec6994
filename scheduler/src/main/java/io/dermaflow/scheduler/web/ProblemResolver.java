package io.dermaflow.scheduler.web;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.access.AccessRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Every error of this API as a problem. An advice would not do: errors that come before a
 * controller is found have none to be limited to. Dialects have error bodies of their own, so it
 * looks at handlers of this package, and at paths below {@code /v1} and {@code /products} that
 * nobody handles.
 */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);
  private static final String RETRY_SECONDS = "5";

  @Override
  public int getOrder() {
    return -1; // before those of the framework
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!isOurs(request, handler)) {
      return null;
    }
    if (failure instanceof AsyncRequestNotUsableException || response.isCommitted()) {
      return new ModelAndView(); // nobody reads any more
    }
    Problem problem = problem(failure);
    if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
      LOG.error("{} ended with {}", request.getMethod(), problem.code(), failure);
    }
    try {
      response.resetBuffer();
      addHeaders(response, failure, problem);
      problem.write(response);
    } catch (IOException e) {
      LOG.debug("The caller went away", e);
    }
    return new ModelAndView();
  }

  private static boolean isOurs(HttpServletRequest request, @Nullable Object handler) {
    if (handler instanceof HandlerMethod method) {
      return isOurs(method.getBeanType());
    }
    if (handler != null && isOurs(handler.getClass())) {
      return true;
    }
    String path = request.getRequestURI();
    return path.startsWith("/v1/") || path.equals("/v1") || path.startsWith("/products/");
  }

  private static boolean isOurs(Class<?> handler) {
    return handler.getPackageName().equals(ProblemResolver.class.getPackageName());
  }

  private static void addHeaders(HttpServletResponse response, Exception failure, Problem problem) {
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"dermaflow\"");
    }
    if (failure instanceof HttpRequestMethodNotSupportedException wrong
        && wrong.getSupportedMethods() != null) {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", wrong.getSupportedMethods()));
    }
  }

  private static Problem problem(Exception failure) {
    if (failure instanceof ProblemException told) {
      return told.problem();
    }
    if (failure instanceof AccessRefusedException refused) {
      return refused.unknown()
          ? Problem.of(HttpStatus.UNAUTHORIZED, "unauthorized", said(refused))
          : Problem.of(HttpStatus.FORBIDDEN, "forbidden", said(refused));
    }
    if (failure instanceof DermaflowException told) {
      return problem(told);
    }
    if (isAway(failure)) {
      return Problem.of(
          HttpStatus.SERVICE_UNAVAILABLE,
          "unavailable",
          "A service that this needs does not answer; maybe it does in some seconds");
    }
    return problemOfRequest(failure);
  }

  private static Problem problem(DermaflowException told) {
    return switch (told.kind()) {
      case USAGE -> Problem.of(HttpStatus.BAD_REQUEST, "invalid_request", said(told));
      case REFUSED -> Problem.of(HttpStatus.CONFLICT, "refused", said(told));
      case FAILED -> Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", said(told));
    };
  }

  private static boolean isAway(Exception failure) {
    return failure instanceof StorageException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof TransactionException;
  }

  private static Problem problemOfRequest(Exception failure) {
    if (failure instanceof NoResourceFoundException || failure instanceof NoHandlerFoundException) {
      return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing under this path");
    }
    if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
      return Problem.of(
          HttpStatus.METHOD_NOT_ALLOWED,
          "method_not_allowed",
          Problem.shown(wrong.getMethod()) + " is not a method of this path; see Allow");
    }
    if (failure instanceof HttpMediaTypeNotAcceptableException) {
      return notAcceptable();
    }
    if (failure instanceof HttpMediaTypeNotSupportedException) {
      return Problem.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "unsupported_media_type",
          "The Content-Type is not one of this path; expected application/json");
    }
    if (failure instanceof MaxUploadSizeExceededException) {
      return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too_large", "The body is too large");
    }
    if (failure instanceof MultipartException || failure instanceof InvalidParameterException) {
      return malformed();
    }
    if (failure instanceof ErrorResponse standard) {
      return ofStatus(standard.getStatusCode());
    }
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Something broke here; the log says more");
  }

  /** Nothing that the caller accepts. */
  static Problem notAcceptable() {
    return Problem.of(
        HttpStatus.NOT_ACCEPTABLE,
        "not_acceptable",
        "Nothing that Accept names can be sent; expected application/json among it");
  }

  private static Problem malformed() {
    return Problem.of(
        HttpStatus.BAD_REQUEST,
        "bad_request",
        "The request cannot be read: its path, its query or a part of it is malformed");
  }

  /** What a status that others chose means here. */
  static Problem ofStatus(HttpStatusCode code) {
    HttpStatus status = HttpStatus.resolve(code.value());
    if (status == null || status == HttpStatus.BAD_REQUEST) {
      return malformed();
    }
    return switch (status) {
      case NOT_FOUND ->
          Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing under this path");
      case INTERNAL_SERVER_ERROR ->
          Problem.of(status, "internal", "Something broke here; the log says more");
      default ->
          Problem.of(
              status, status.name().toLowerCase(java.util.Locale.ROOT), status.getReasonPhrase());
    };
  }

  private static String said(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }
}
