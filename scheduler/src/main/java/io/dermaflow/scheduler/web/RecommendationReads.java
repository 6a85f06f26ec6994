package io.dermaflow.scheduler.web;

import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import io.dermaflow.scheduler.serving.PublishedAnswers.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.HandlerMapping;

/**
 * {@code GET /v1/recommendations/{subject}}: what apps read most. It is no controller method, for
 * the search for one among all of them, its arguments and converters cost more than the answer.
 */
final class RecommendationReads implements HttpRequestHandler {

  static final String PATH = "/v1/recommendations/{subject}";

  private static final String ASK_FIRST = String.valueOf(Replies.ASK_FIRST.getHeaderValue());
  private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

  private final PublishedAnswers answers;
  private final Access access;

  RecommendationReads(PublishedAnswers answers, Access access) {
    this.answers = answers;
    this.access = access;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpRequestMethodNotSupportedException {
    String method = request.getMethod();
    if (method.equals("OPTIONS")) {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
      return;
    }
    if (!METHODS.contains(method)) {
      throw new HttpRequestMethodNotSupportedException(method, METHODS);
    }
    if (!isAcceptable(request.getHeader(HttpHeaders.ACCEPT))) {
      throw new ProblemException(ProblemResolver.notAcceptable());
    }
    String subject = subject(request);
    access.require(Scope.READ, subject);
    Answer answer =
        answers
            .find(Ids.subject(subject))
            .orElseThrow(() -> Problem.notFound("There is no recommendation for this subject"));
    response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_FIRST);
    if (request.getHeader(HttpHeaders.IF_NONE_MATCH) != null
        && new ServletWebRequest(request, response).checkNotModified(answer.etag())) {
      return;
    }
    byte[] body = answer.json();
    response.setHeader(HttpHeaders.ETAG, answer.etag());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String subject(HttpServletRequest request) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables instanceof Map<?, ?> map ? String.valueOf(map.get("subject")) : "";
  }

  private static boolean isAcceptable(@Nullable String accept) {
    if (accept == null || accept.equals("*/*") || accept.equals(MediaType.APPLICATION_JSON_VALUE)) {
      return true;
    }
    try {
      List<MediaType> accepted = MediaType.parseMediaTypes(accept);
      return accepted.isEmpty()
          || accepted.stream()
              .anyMatch(
                  type -> type.getQualityValue() > 0 && type.includes(MediaType.APPLICATION_JSON));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
