package io.dermaflow.scheduler.access;

import io.dermaflow.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Begins and ends the visit of somebody who uses our pages without an account. */
@RestController
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class VisitController {

  private final Visits visits;

  VisitController(Visits visits) {
    this.visits = visits;
  }

  /** Begins a visit; who has one already stays who they are, for another thirty days. */
  @PostMapping("/visit")
  ResponseEntity<Void> begin(HttpServletRequest request) {
    requireOwnPage(request);
    String subject = find(request).map(Caller::id).orElseGet(Visits::newSubject);
    return ResponseEntity.noContent()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, visits.setCookie(subject, request.isSecure()))
        .build();
  }

  /** Who the visitor is; {@code subject_id} is null for who has not begun. */
  @GetMapping("/visit")
  ResponseEntity<String> show(HttpServletRequest request) {
    String subject = find(request).map(Caller::id).orElse(null);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(Json.mapper().createObjectNode().put("subject_id", subject).toString());
  }

  /** Ends a visit: the next one is somebody new. */
  @DeleteMapping("/visit")
  ResponseEntity<Void> end(HttpServletRequest request) {
    requireOwnPage(request);
    return ResponseEntity.noContent()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, Visits.clearCookie(request.isSecure()))
        .build();
  }

  private Optional<Caller> find(HttpServletRequest request) {
    return Optional.ofNullable(Visits.cookie(request)).flatMap(visits::find);
  }

  private static void requireOwnPage(HttpServletRequest request) {
    if (!RequestOrigin.isOurs(request)) {
      throw new AccessRefusedException(false, "A visit begins and ends on our own pages only");
    }
  }
}
