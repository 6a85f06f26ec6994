package io.dermaflow.scheduler.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Refusals of controllers, in the words of the path; before any other advice. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class AccessAdvice {

  @ExceptionHandler(AccessRefusedException.class)
  void refused(
      AccessRefusedException refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String detail = String.valueOf(refused.getMessage());
    Refusals.write(
        request,
        response,
        refused.unknown()
            ? RequestRefusedException.of(401, "unauthorized", detail)
            : RequestRefusedException.forbidden(detail));
  }
}
