package io.dermaflow.scheduler.web;

import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.Erasure;
import io.dermaflow.scheduler.serving.Erasure.Erased;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deletes everything of a person. */
@RestController
@RequestMapping(path = "/v1/subjects", produces = MediaType.APPLICATION_JSON_VALUE)
public final class ErasureController {

  private final Erasure erasure;
  private final PublishedAnswers answers;
  private final Access access;

  public ErasureController(Erasure erasure, PublishedAnswers answers, Access access) {
    this.erasure = erasure;
    this.answers = answers;
    this.access = access;
  }

  @DeleteMapping("/{subject}")
  ResponseEntity<byte[]> erase(@PathVariable String subject) {
    access.require(Scope.ERASE, subject);
    Ids.subject(subject);
    try {
      Erased erased = erasure.erase(subject);
      return Replies.once(HttpStatus.OK, erased);
    } finally {
      answers.forget(subject); // a part may be gone even when the rest failed
    }
  }
}
