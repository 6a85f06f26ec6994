package io.dermaflow.scheduler.schedules;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.platform.ScoringService;
import io.dermaflow.scheduler.platform.TrainingService;
import io.dermaflow.training.Recipe;
import java.util.Optional;

/** What each schedule does. */
public final class ScheduledWork {

  private final Settings settings;
  private final TrainingService training;
  private final ScoringService scoring;
  private final PublicationService publications;

  public ScheduledWork(
      Settings settings,
      TrainingService training,
      ScoringService scoring,
      PublicationService publications) {
    this.settings = settings;
    this.training = training;
    this.scoring = scoring;
    this.publications = publications;
  }

  /** Does the work of a schedule and says what came of it. */
  String run(String name) {
    return switch (name) {
      case "train" -> train();
      case "score" -> {
        ScoringService.Scored scored =
            scoring.score(ScoringService.Request.all(settings.scoring().surveyWait()));
        yield "%d scored, %d abstained, %d set aside"
            .formatted(scored.scored(), scored.abstained(), scored.quarantined());
      }
      case "recommend" -> {
        PublicationService.Published made = publications.recommend(true);
        yield "publication %d, %d changed".formatted(made.publication(), made.changed());
      }
      default -> throw new IllegalArgumentException("schedule '" + name + "'");
    };
  }

  private String train() {
    Optional<DatasetVersion> dataset = training.findDataset(settings.trainDataset());
    if (dataset.isEmpty()) {
      throw DermaflowException.usage(
          "There is no dataset '" + settings.trainDataset() + "' to train on",
          "a dataset of the name that schedules.train.dataset says",
          "'ingest " + settings.trainDataset() + " SOURCE' makes it");
    }
    TrainingService.Trained trained =
        training.train(
            settings.model(), dataset.get(), Recipe.ALL.get(0), null, TrainingService.SEED);
    return "%s@%d: %s".formatted(trained.model(), trained.version(), trained.verdict());
  }
}
