package io.dermaflow.scheduler.web;

import io.dermaflow.recommend.interactions.InteractionKind;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.FeedbackDesk;
import io.dermaflow.scheduler.serving.FeedbackDesk.Said;
import io.dermaflow.scheduler.serving.FeedbackDesk.Taken;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people did with products. */
@RestController
@RequestMapping(path = "/v1/feedback", produces = MediaType.APPLICATION_JSON_VALUE)
public final class FeedbackController {

  private static final int MOST_ITEMS = 500;

  private final FeedbackDesk desk;
  private final PublishedAnswers answers;
  private final Access access;

  public FeedbackController(FeedbackDesk desk, PublishedAnswers answers, Access access) {
    this.desk = desk;
    this.answers = answers;
    this.access = access;
  }

  @PostMapping
  ResponseEntity<byte[]> add(HttpServletRequest request) {
    access.require(Scope.FEEDBACK);
    JsonFields body = StrictJson.read(request, StrictJson.BATCH_BYTES);
    String subject = body.subject("subject_id");
    List<Said> said =
        body.objects("items", MOST_ITEMS).stream()
            .map(
                item ->
                    new Said(
                        item.text("product_id", Ids::isProduct, Ids.PRODUCT),
                        item.choice("kind", InteractionKind.class),
                        item.findInstant("at")))
            .toList();
    body.check();
    access.require(Scope.FEEDBACK, subject);
    Taken taken = desk.add(subject, said);
    if (taken.recomputed()) {
      answers.forget(subject);
    }
    return Replies.once(HttpStatus.OK, taken);
  }
}
