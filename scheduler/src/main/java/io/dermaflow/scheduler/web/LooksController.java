package io.dermaflow.scheduler.web;

import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.SavedLooks;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks that were made for a person, and those that the person saved. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class LooksController {

  private static final int MOST_LOOK_ID = 128;

  private final SavedLooks looks;
  private final UploadDesk uploads;
  private final Analyses analyses;
  private final Access access;
  private final Clock clock;

  public LooksController(
      SavedLooks looks, UploadDesk uploads, Analyses analyses, Access access, Clock clock) {
    this.looks = looks;
    this.uploads = uploads;
    this.analyses = analyses;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping("/subjects/{subject}/looks")
  ResponseEntity<byte[]> list(@PathVariable String subject) {
    access.require(Scope.READ, subject);
    return Replies.tagged(Map.of("looks", looks.list(Ids.subject(subject))));
  }

  @GetMapping("/looks/{uploadId}")
  ResponseEntity<byte[]> find(@PathVariable String uploadId) {
    access.require(Scope.READ);
    String upload = Ids.upload(uploadId);
    Optional<SavedLook> found = looks.find(upload);
    access.require(
        Scope.READ,
        found
            .map(SavedLook::subjectId)
            .or(() -> uploads.find(upload).map(Begun::subjectId))
            .orElse(null));
    return Replies.tagged(
        found.orElseThrow(() -> Problem.notFound("There is no look of this upload")));
  }

  @PostMapping("/subjects/{subject}/looks")
  ResponseEntity<byte[]> save(@PathVariable String subject, HttpServletRequest request) {
    access.require(Scope.FEEDBACK, subject);
    Ids.subject(subject);
    JsonFields body = StrictJson.read(request, StrictJson.SURVEY_BYTES);
    String upload = body.upload("upload_id");
    String lookId =
        body.text(
            "look_id",
            text -> !text.isBlank() && text.length() <= MOST_LOOK_ID && !hasControls(text),
            "the id of a look, 1..%d characters".formatted(MOST_LOOK_ID));
    body.check();
    Analysis analysis =
        analyses
            .findByUpload(upload)
            .filter(found -> subject.equals(found.subjectId()))
            .orElseThrow(() -> Problem.notFound("There is no analysis of this upload"));
    Look look =
        find(analysis.recommendation(), lookId)
            .orElseThrow(() -> Problem.notFound("That analysis has no look of this id"));
    return Replies.once(
        HttpStatus.CREATED,
        looks.keep(SavedLook.of(subject, upload, analysis.face(), look, true, clock.instant())));
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static Optional<Look> find(@Nullable Recommendation recommendation, String id) {
    if (recommendation == null) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(recommendation.look()), recommendation.moreLooks().stream())
        .filter(look -> look.id().equals(id))
        .findFirst();
  }
}
