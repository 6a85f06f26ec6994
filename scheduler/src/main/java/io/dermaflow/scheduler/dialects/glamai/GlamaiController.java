package io.dermaflow.scheduler.dialects.glamai;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.InvalidFieldException;
import io.dermaflow.scheduler.dialects.JsonRequest;
import io.dermaflow.scheduler.dialects.MethodRefusedException;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scheduler.serving.UploadDesk.Ticket;
import io.dermaflow.scheduler.serving.UploadDesk.Wanted;
import jakarta.servlet.http.HttpServletRequest;
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
import tools.jackson.databind.JsonNode;

/** Uploads, looks for them, and what the AR client asks. */
@RestController
@ConditionalOnWebApplication
class GlamaiController {

  private static final List<String> CONTENT_TYPES =
      List.of("image/jpeg", "image/png", "image/webp");

  private final Access access;
  private final UploadDesk uploads;
  private final LookDesk looks;
  private final Catalogue catalogue;

  GlamaiController(Access access, UploadDesk uploads, LookDesk looks, Catalogue catalogue) {
    this.access = access;
    this.uploads = uploads;
    this.looks = looks;
    this.catalogue = catalogue;
  }

  @PostMapping({"/upload-url", "/get-presigned-url"})
  ResponseEntity<String> uploadUrl(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    JsonRequest body = JsonRequest.readOptional(request);
    String userId = body.findId("userId");
    if (userId == null) {
      userId = access.caller().subjectId();
    } else {
      access.require(Scope.ANALYZE, userId);
    }
    String contentType = body.findOneOf("contentType", CONTENT_TYPES);
    Long length = body.findNumber("contentLength", 1, UploadDesk.MOST_BYTES);
    Ticket ticket =
        uploads.begin(
            new Wanted(userId, contentType == null ? "image/jpeg" : contentType, length, null));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("uploadId", ticket.uploadId());
    answer.put("url", ticket.url().toString());
    return DialectAnswer.ok(answer);
  }

  @PostMapping("/analyze")
  ResponseEntity<String> analyze(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    JsonRequest body = JsonRequest.read(request);
    String userId = body.id("userId");
    access.require(Scope.ANALYZE, userId);
    Begun upload = looks.findUpload(body.id("uploadId")).orElseThrow(LookDesk::unknown);
    if (upload.subjectId() == null) {
      access.require(Scope.ANALYZE, null);
    }
    return DialectAnswer.ok(new LookRecords(catalogue).of(looks.analyze(upload, userId)));
  }

  @GetMapping("/looks/{userId}")
  ResponseEntity<String> saved(@PathVariable String userId) {
    access.require(Scope.READ, JsonRequest.id("userId", userId));
    LookRecords records = new LookRecords(catalogue);
    return DialectAnswer.json(200, looks.saved(userId).stream().map(records::of).toList());
  }

  @PostMapping("/looks/save")
  ResponseEntity<String> save(HttpServletRequest request) {
    access.require(Scope.FEEDBACK);
    JsonRequest body = JsonRequest.read(request);
    String userId = body.id("userId");
    access.require(Scope.FEEDBACK, userId);
    SavedLook saved = looks.save(userId, body.id("uploadId"), wanted(body));
    return DialectAnswer.ok(new LookRecords(catalogue).of(saved));
  }

  /** A name of its own, or that of a whole record sent back. */
  private static @Nullable String wanted(JsonRequest body) {
    String name = body.findText("lookName");
    JsonNode record = body.find("recommendedLook");
    if (name == null && record != null && record.path("name").isString()) {
      return record.path("name").stringValue();
    }
    return name;
  }

  @GetMapping("/look/{uploadId}")
  ResponseEntity<String> look(
      @PathVariable String uploadId, @RequestParam(required = false) @Nullable String view) {
    return answer(uploadId, view);
  }

  @GetMapping("/get-recommendation")
  ResponseEntity<String> recommendation(
      @RequestParam(required = false) @Nullable String uploadId,
      @RequestParam(required = false) @Nullable String view) {
    access.require(Scope.READ);
    if (uploadId == null || uploadId.isEmpty()) {
      throw InvalidFieldException.missing("uploadId", "the id of an upload in the query");
    }
    return answer(uploadId, view);
  }

  private ResponseEntity<String> answer(String uploadId, @Nullable String view) {
    access.require(Scope.READ);
    JsonRequest.id("uploadId", uploadId);
    if (view != null && !view.isEmpty() && !view.equals("ar")) {
      throw InvalidFieldException.notOneOf("view", view, List.of("ar"));
    }
    String only = access.caller().subjectId();
    SavedLook look =
        looks
            .find(uploadId)
            .filter(found -> only == null || only.equals(found.subjectId()))
            .orElseThrow(LookDesk::unknown);
    access.require(Scope.READ, look.subjectId());
    LookRecords records = new LookRecords(catalogue);
    return DialectAnswer.ok("ar".equals(view) ? records.ar(look.look()) : records.of(look));
  }

  @RequestMapping({"/upload-url", "/get-presigned-url", "/analyze", "/looks/save"})
  ResponseEntity<String> otherThanPost() {
    throw new MethodRefusedException("POST");
  }

  @RequestMapping({"/looks/{userId}", "/look/{uploadId}", "/get-recommendation"})
  ResponseEntity<String> otherThanGet() {
    throw new MethodRefusedException("GET");
  }
}
