package io.dermaflow.scheduler.web;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The newest features, of one subject and of many. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class FeaturesController {

  /** Most subjects of a batch read. */
  static final int MOST_SUBJECTS = 1_000;

  private final PublishedAnswers answers;
  private final Access access;

  public FeaturesController(PublishedAnswers answers, Access access) {
    this.answers = answers;
    this.access = access;
  }

  @GetMapping("/features/{subject}")
  ResponseEntity<byte[]> find(@PathVariable String subject) {
    access.require(Scope.READ, subject);
    return answers
        .findFeatures(Ids.subject(subject))
        .map(found -> Replies.tagged(Replies.features(found)))
        .orElseThrow(() -> Problem.notFound("There are no features of this subject"));
  }

  @PostMapping("/batch/features")
  ResponseEntity<byte[]> findMany(HttpServletRequest request) {
    List<String> subjects = subjects(request, access);
    Map<String, SkinFeatures> found = answers.findFeatures(subjects);
    Map<String, Object> features = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String subject : subjects) {
      SkinFeatures one = found.get(subject);
      if (one == null) {
        missing.add(subject);
      } else {
        features.put(subject, Replies.features(one));
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("features", features);
    answer.put("missing", missing);
    return Replies.once(HttpStatus.OK, answer);
  }

  /** The subjects of a batch read, when the caller may read all of them. */
  static List<String> subjects(HttpServletRequest request, Access access) {
    access.require(Scope.READ);
    JsonFields body = StrictJson.read(request, StrictJson.BATCH_BYTES);
    List<String> subjects = body.subjects("subject_ids", MOST_SUBJECTS);
    body.check();
    subjects.forEach(subject -> access.require(Scope.READ, subject));
    return subjects;
  }
}
