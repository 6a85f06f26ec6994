package io.dermaflow.scheduler.web;

import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scoring.OutcomeReason;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one picture that cannot wait, and what was found in those before it. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class AnalysesController {

  private static final int LISTED = 20;
  private static final int MOST_LISTED = 100;

  private final Analyses analyses;
  private final UploadDesk desk;
  private final PublishedAnswers answers;
  private final Access access;

  public AnalysesController(
      Analyses analyses, UploadDesk desk, PublishedAnswers answers, Access access) {
    this.analyses = analyses;
    this.desk = desk;
    this.answers = answers;
    this.access = access;
  }

  @PostMapping("/analyze")
  ResponseEntity<byte[]> analyze(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    JsonFields body = StrictJson.read(request, StrictJson.SURVEY_BYTES);
    String upload = body.upload("upload_id");
    body.check();
    access.require(Scope.ANALYZE, desk.find(upload).map(Begun::subjectId).orElse(null));
    return answer(analyses.analyze(upload));
  }

  @PutMapping("/subjects/{subject}/survey")
  ResponseEntity<byte[]> survey(@PathVariable String subject, HttpServletRequest request) {
    access.require(Scope.ANALYZE, subject);
    Ids.subject(subject);
    JsonFields survey = StrictJson.read(request, StrictJson.SURVEY_BYTES);
    String said = survey.findSubject("subject_id");
    if (said != null && !said.equals(subject)) {
      survey.wrong("subject_id", "the subject of the path, or none");
    }
    survey.check();
    return answer(analyses.survey(subject, survey.bytes()));
  }

  private ResponseEntity<byte[]> answer(Analysis analysis) {
    if (analysis.status() == Status.NOT_ARRIVED) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.CONFLICT,
              "not_arrived",
              "Nothing has arrived under this upload yet; PUT the selfie to its URL first"));
    }
    if (analysis.status() == Status.SET_ASIDE) {
      throw new ProblemException(setAside(analysis.reason(), analysis.detail()));
    }
    String subject = analysis.subjectId();
    if (subject != null) {
      answers.forget(subject);
    }
    return Replies.once(HttpStatus.OK, Replies.analysis(analysis));
  }

  private static Problem setAside(@Nullable OutcomeReason reason, String detail) {
    String code = reason == null ? "set_aside" : reason.name().toLowerCase(Locale.ROOT);
    String meaning = reason == null ? "It cannot be used" : reason.meaning();
    return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, detail.isEmpty() ? meaning : detail);
  }

  @GetMapping("/analyses/{id}")
  ResponseEntity<byte[]> find(@PathVariable String id) {
    access.require(Scope.READ);
    @Nullable Analysis found = analyses.find(Ids.uuid(id)).orElse(null);
    access.require(Scope.READ, found == null ? null : found.subjectId());
    if (found == null) {
      throw Problem.notFound("There is no analysis of this id");
    }
    return Replies.tagged(Replies.analysis(found));
  }

  @GetMapping("/subjects/{subject}/analyses")
  ResponseEntity<byte[]> list(@PathVariable String subject, HttpServletRequest request) {
    access.require(Scope.READ, subject);
    Ids.subject(subject);
    int limit = Replies.limit(request.getParameterValues("limit"), LISTED, MOST_LISTED);
    List<?> found = analyses.list(subject, limit).stream().map(Replies::analysis).toList();
    return Replies.tagged(Map.of("analyses", found));
  }
}
