package io.dermaflow.scheduler.serving.answers;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.PublishedRecommendations;
import io.dermaflow.scheduler.serving.LiveRecommendations;
import io.dermaflow.scheduler.serving.LiveRecommendations.Live;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads answers from the database: those of the publication, and what stands in front of it. */
final class AnswerSource {

  private static final int ATTEMPTS = 5;

  private final FeatureReader reader;
  private final LiveRecommendations live;
  private final SwitchWatch watch;

  /**
   * Answers of one publication.
   *
   * @param json by subject; who has none is left out
   */
  record Found(Served served, Map<String, byte[]> json) {}

  AnswerSource(FeatureReader reader, LiveRecommendations live, SwitchWatch watch) {
    this.reader = reader;
    this.live = live;
    this.watch = watch;
  }

  /**
   * Reads in two statements. A switch between them would put a live recommendation in front of a
   * publication that has taken it in, or leave it out: then it is read again.
   */
  Found read(Collection<String> subjects) {
    Served served = watch.current();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, Live> lives = live.find(subjects);
      PublishedRecommendations published = reader.findRecommendations(subjects);
      if (served.isOf(published)) {
        return new Found(served, answers(subjects, published, lives));
      }
      served = watch.look();
    }
    throw DermaflowException.failed(
        "Publications are switched faster than they are read",
        "one that stays for a moment",
        "the next attempt succeeds");
  }

  private static Map<String, byte[]> answers(
      Collection<String> subjects, PublishedRecommendations published, Map<String, Live> lives) {
    Map<String, byte[]> answers = new LinkedHashMap<>();
    for (String subject : subjects) {
      Live newer = lives.get(subject);
      String body = published.bodies().get(subject);
      if (newer != null) {
        answers.put(
            subject,
            AnswerJson.of(
                published.publication(), newer.madeAt(), subject, AnswerJson.LIVE, newer.body()));
      } else if (body != null) {
        answers.put(
            subject,
            AnswerJson.of(
                published.publication(),
                published.publishedAt(),
                subject,
                AnswerJson.PUBLICATION,
                body));
      }
    }
    return answers;
  }
}
