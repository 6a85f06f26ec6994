package io.dermaflow.scheduler.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What is answered when not even a filter saw the request, e.g. a path with a broken escape: the
 * container would tell its name and version as HTML. Made by the container by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    int status = response.getStatus();
    if (status < HttpStatus.BAD_REQUEST.value()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      ProblemResolver.ofStatus(HttpStatusCode.valueOf(status)).write(response);
    } catch (IOException | IllegalStateException e) {
      LOG.debug("The caller went away", e);
    }
  }
}
