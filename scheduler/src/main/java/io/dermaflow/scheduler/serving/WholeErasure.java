package io.dermaflow.scheduler.serving;

import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publications;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.scoring.EraseUploads;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases a person room by room. First everything of the uploads, from when on nobody writes about
 * them any more; then, in one transaction, what names the person, and with it what leads from the
 * person to the uploads: until then it can be done again from the start.
 */
final class WholeErasure implements Erasure {

  /**
   * The rooms that know of people.
   *
   * @param uploads objects, and rows of scoring
   * @param features values
   * @param publications recommendations
   * @param choices what they were made of
   * @param interactions what people did
   */
  record Rooms(
      EraseUploads uploads,
      FeatureStore features,
      Publications publications,
      Choices choices,
      Interactions interactions) {}

  private final Rooms rooms;
  private final UploadRows uploads;
  private final AnalysisRows analyses;
  private final JdbcSavedLooks looks;
  private final LiveRecommendations live;
  private final RecommendNow recommend;
  private final TransactionTemplate transaction;

  WholeErasure(
      Rooms rooms,
      UploadRows uploads,
      AnalysisRows analyses,
      JdbcSavedLooks looks,
      LiveRecommendations live,
      RecommendNow recommend,
      TransactionTemplate transaction) {
    this.rooms = rooms;
    this.uploads = uploads;
    this.analyses = analyses;
    this.looks = looks;
    this.live = live;
    this.recommend = recommend;
    this.transaction = transaction;
  }

  @Override
  public Erased erase(String subjectId) {
    Ids.requireSubject(subjectId);
    List<String> theirs = uploadsOf(subjectId);
    long objects = rooms.uploads().objects(theirs);
    rooms.uploads().rows(theirs);
    return Objects.requireNonNull(
        transaction.execute(status -> eraseRows(subjectId, theirs, objects)));
  }

  private List<String> uploadsOf(String subjectId) {
    Set<String> all = new TreeSet<>(uploads.of(subjectId));
    all.addAll(rooms.features().uploads(subjectId));
    all.removeAll(uploads.ofOthers(all, subjectId));
    return List.copyOf(all);
  }

  private Erased eraseRows(String subjectId, List<String> theirs, long objects) {
    recommend.alone(subjectId);
    long recommendations = rooms.publications().erase(subjectId);
    rooms.choices().erase(subjectId);
    long interactions = rooms.interactions().erase(subjectId);
    long lookCount = looks.erase(subjectId, theirs);
    long analysisCount = analyses.erase(subjectId, theirs);
    long features = rooms.features().erase(subjectId, theirs);
    uploads.erase(theirs);
    live.erase(subjectId);
    return new Erased(
        theirs.size(), objects, features, recommendations, analysisCount, lookCount, interactions);
  }
}
