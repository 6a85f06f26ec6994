package io.dermaflow.scheduler.dialects.selfie;

import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.Findings;
import io.dermaflow.scheduler.dialects.JsonRequest;
import io.dermaflow.scheduler.dialects.MethodRefusedException;
import io.dermaflow.scheduler.dialects.RefusedRequestException;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scheduler.serving.UploadDesk.Ticket;
import io.dermaflow.scheduler.serving.UploadDesk.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** A survey in, a place for the selfie out; then the result, made when it is asked for. */
@RestController
@ConditionalOnWebApplication
class SelfieController {

  private static final List<String> CONTENT_TYPES =
      List.of("image/jpeg", "image/png", "image/webp");

  private final Access access;
  private final UploadDesk uploads;
  private final Analyses analyses;
  private final SelfieResults results;

  SelfieController(Access access, UploadDesk uploads, Analyses analyses, SelfieResults results) {
    this.access = access;
    this.uploads = uploads;
    this.analyses = analyses;
    this.results = results;
  }

  @PostMapping("/selfie/upload")
  ResponseEntity<String> upload(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    JsonRequest body = JsonRequest.readOptional(request);
    String subject = body.findId("subject_id");
    if (subject == null) {
      subject = access.caller().subjectId();
    } else {
      access.require(Scope.ANALYZE, subject);
    }
    ObjectNode survey = SelfieSurvey.ours(body);
    String type = body.findOneOf("content_type", CONTENT_TYPES);
    Ticket ticket =
        uploads.begin(
            new Wanted(
                subject,
                type == null ? "image/jpeg" : type,
                body.findNumber("content_length", 1, UploadDesk.MOST_BYTES),
                survey.isEmpty() ? null : survey.toString().getBytes(StandardCharsets.UTF_8)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("upload_id", ticket.uploadId());
    answer.put("url", ticket.url().toString());
    answer.put("method", "PUT");
    answer.put("content_type", ticket.contentType());
    answer.put("expires_at", ticket.expiresAt().toString());
    answer.put("max_bytes", UploadDesk.MOST_BYTES);
    answer.put("result", "/selfie/result/" + ticket.uploadId());
    return DialectAnswer.json(201, answer);
  }

  @GetMapping("/selfie/result/{uploadId}")
  ResponseEntity<String> result(
      @PathVariable String uploadId, @RequestParam(required = false) @Nullable String lang) {
    access.require(Scope.ANALYZE);
    String only = access.caller().subjectId();
    Begun upload =
        uploads
            .find(JsonRequest.id("uploadId", uploadId))
            .filter(found -> only == null || only.equals(found.subjectId()))
            .orElseThrow(() -> RefusedRequestException.notFound("There is no such upload"));
    access.require(Scope.ANALYZE, upload.subjectId());
    Analysis analysis = analyses.analyze(uploadId);
    return switch (analysis.status()) {
      case NOT_ARRIVED -> DialectAnswer.json(202, waiting(uploadId));
      case SET_ASIDE -> throw refusal(analysis);
      case SCORED, ABSTAINED ->
          DialectAnswer.ok(
              results.of(
                  uploadId,
                  analysis,
                  "ms".equalsIgnoreCase(lang),
                  ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()));
    };
  }

  private static Map<String, Object> waiting(String uploadId) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("upload_id", uploadId);
    answer.put("status", "waiting");
    return answer;
  }

  private static RefusedRequestException refusal(Analysis analysis) {
    return Findings.tooLarge(analysis)
        ? new RefusedRequestException(413, "The selfie is too large: " + analysis.detail())
        : new RefusedRequestException(422, "The selfie cannot be used: " + Findings.why(analysis));
  }

  @RequestMapping("/selfie/upload")
  ResponseEntity<String> otherThanPost() {
    throw new MethodRefusedException("POST");
  }

  @RequestMapping("/selfie/result/{uploadId}")
  ResponseEntity<String> otherThanGet() {
    throw new MethodRefusedException("GET");
  }
}
