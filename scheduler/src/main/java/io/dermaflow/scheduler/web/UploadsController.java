package io.dermaflow.scheduler.web;

import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scheduler.serving.UploadDesk.Ticket;
import io.dermaflow.scheduler.serving.UploadDesk.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where selfies and surveys come in. */
@RestController
@RequestMapping(path = "/v1/uploads", produces = MediaType.APPLICATION_JSON_VALUE)
public final class UploadsController {

  static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/webp");

  private final UploadDesk desk;
  private final Access access;

  public UploadsController(UploadDesk desk, Access access) {
    this.desk = desk;
    this.access = access;
  }

  @PostMapping
  ResponseEntity<byte[]> begin(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    JsonFields body = StrictJson.readOptional(request, StrictJson.SURVEY_BYTES);
    String given = body.findSubject("subject_id");
    String type = type(body);
    Long length = body.findWhole("content_length", 1, UploadDesk.MOST_BYTES);
    JsonFields survey = body.findObject("survey");
    String said = survey == null ? null : survey.findSubject("subject_id");
    String subject = given != null ? given : said != null ? said : access.caller().subjectId();
    if (survey != null && said != null && !said.equals(subject)) {
      survey.wrong("subject_id", "the subject_id of the upload");
    }
    body.check();
    access.require(Scope.ANALYZE, subject);
    Ticket ticket =
        desk.begin(new Wanted(subject, type, length, survey == null ? null : survey.bytes()));
    return Replies.once(HttpStatus.CREATED, answer(ticket));
  }

  @PostMapping("/{id}/url")
  ResponseEntity<byte[]> renew(@PathVariable String id, HttpServletRequest request) {
    requireOwner(id);
    JsonFields body = StrictJson.readOptional(request, StrictJson.SURVEY_BYTES);
    String type = type(body);
    Long length = body.findWhole("content_length", 1, UploadDesk.MOST_BYTES);
    body.check();
    Ticket ticket = desk.renew(id, type, length).orElseThrow(() -> unknown(id));
    return Replies.once(HttpStatus.OK, answer(ticket));
  }

  @PutMapping("/{id}/survey")
  ResponseEntity<byte[]> survey(@PathVariable String id, HttpServletRequest request) {
    Begun begun = requireOwner(id);
    JsonFields survey = StrictJson.read(request, StrictJson.SURVEY_BYTES);
    String said = survey.findSubject("subject_id");
    if (said != null && begun.subjectId() != null && !said.equals(begun.subjectId())) {
      survey.wrong("subject_id", "the subject_id of the upload");
    }
    survey.check();
    if (said != null) {
      access.require(Scope.ANALYZE, said);
    }
    if (!desk.survey(id, survey.bytes())) {
      throw unknown(id);
    }
    return Replies.nothing();
  }

  @PostMapping("/{id}/claim")
  ResponseEntity<byte[]> claim(@PathVariable String id, HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    JsonFields body = StrictJson.read(request, StrictJson.SURVEY_BYTES);
    String subject = body.subject("subject_id");
    body.check();
    access.require(Scope.ANALYZE, subject);
    if (desk.find(Ids.upload(id)).isEmpty()) {
      throw unknown(id);
    }
    if (!desk.claim(id, subject)) {
      throw new ProblemException(
          Problem.of(HttpStatus.CONFLICT, "claimed", "This upload is somebody else's already"));
    }
    return Replies.nothing();
  }

  private static String type(JsonFields body) {
    return Objects.requireNonNullElse(body.findChoice("content_type", TYPES), TYPES.get(0));
  }

  /** The upload, when the caller may ask about its owner. */
  private Begun requireOwner(String id) {
    @Nullable Begun begun = Ids.isUpload(id) ? desk.find(id).orElse(null) : null;
    access.require(Scope.ANALYZE, begun == null ? null : begun.subjectId());
    Ids.upload(id);
    if (begun == null) {
      throw unknown(id);
    }
    return begun;
  }

  private static ProblemException unknown(String id) {
    return Problem.notFound("No upload '" + Problem.shown(id) + "' was begun here");
  }

  private static Map<String, @Nullable Object> answer(Ticket ticket) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("upload_id", ticket.uploadId());
    answer.put("url", ticket.url().toString());
    answer.put("content_type", ticket.contentType());
    if (ticket.contentLength() != null) {
      answer.put("content_length", ticket.contentLength());
    }
    answer.put("expires_at", ticket.expiresAt().toString());
    answer.put("max_bytes", UploadDesk.MOST_BYTES);
    return answer;
  }
}
