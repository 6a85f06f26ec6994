package io.dermaflow.scheduler.serving;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.recommend.interactions.Interaction;
import io.dermaflow.recommend.interactions.InteractionIntake;
import io.dermaflow.recommend.interactions.InteractionIntake.Given;
import io.dermaflow.recommend.interactions.InteractionKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.transaction.support.TransactionTemplate;

/** Feedback as interactions, beside those that come in files. */
final class StoredFeedbackDesk implements FeedbackDesk {

  /** What interactions that came here come from. */
  private static final String SOURCE = "api";

  private final InteractionIntake intake;
  private final FeatureReader reader;
  private final RecommendNow recommend;
  private final AnalysisRows analyses;
  private final JdbcSavedLooks looks;
  private final TransactionTemplate transaction;
  private final Clock clock;

  StoredFeedbackDesk(
      InteractionIntake intake,
      FeatureReader reader,
      RecommendNow recommend,
      AnalysisRows analyses,
      JdbcSavedLooks looks,
      TransactionTemplate transaction,
      Clock clock) {
    this.intake = intake;
    this.reader = reader;
    this.recommend = recommend;
    this.analyses = analyses;
    this.looks = looks;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Taken add(String subjectId, List<Said> said) {
    Ids.requireSubject(subjectId);
    Instant now = clock.instant();
    List<Interaction> interactions = new ArrayList<>();
    for (Said one : said) {
      Instant at = one.at();
      interactions.add(
          new Interaction(subjectId, one.productId(), one.kind(), at == null ? now : at));
    }
    Given given = Objects.requireNonNull(transaction.execute(s -> give(subjectId, interactions)));
    Set<String> bad = new TreeSet<>();
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).kind() == InteractionKind.REACTED_BADLY && !given.refused().containsKey(i)) {
        bad.add(said.get(i).productId());
      }
    }
    // The reactions are committed: whoever recommends from now on knows of them.
    boolean recomputed =
        !bad.isEmpty()
            && recommend.again(
                subjectId,
                instead -> {
                  analyses.replace(subjectId, bad, instead);
                  looks.replace(subjectId, bad, instead.look());
                });
    List<Refused> refused = new ArrayList<>();
    new TreeMap<>(given.refused())
        .forEach((index, reason) -> refused.add(new Refused(index, reason)));
    return new Taken(given.added(), given.known(), refused, recomputed);
  }

  /** The intake remembers whom it has seen once, also who was erased since: asks anew. */
  private Given give(String subjectId, List<Interaction> interactions) {
    recommend.alone(subjectId);
    if (reader.findFeatures(subjectId).isEmpty()) {
      TreeMap<Integer, String> all = new TreeMap<>();
      for (int i = 0; i < interactions.size(); i++) {
        all.put(i, "no features of subject '" + subjectId + "'");
      }
      return new Given(0, 0, all);
    }
    return intake.give(SOURCE, interactions);
  }
}
