package io.dermaflow.scoring;

import java.util.List;
import java.util.Optional;

/**
 * What became of one upload so far.
 *
 * @param uploadId the upload
 * @param items the newest version of each of its originals, in the order in which they were taken
 * @param left originals still to be taken, see {@link IntakeReport#left}
 */
public record UploadIntake(String uploadId, List<IntakeItem> items, long left) {

  public UploadIntake {
    items = List.copyOf(items);
  }

  /** The selfie that was taken last, accepted or refused. */
  public Optional<IntakeItem> findSelfie() {
    return last(IncomingKey.Kind.SELFIE);
  }

  /** The survey that was taken last, accepted or refused. */
  public Optional<IntakeItem> findSurvey() {
    return last(IncomingKey.Kind.SURVEY);
  }

  private Optional<IntakeItem> last(IncomingKey.Kind kind) {
    return items.stream()
        .filter(item -> IncomingKey.kind(item.name()) == kind)
        .reduce((earlier, later) -> later);
  }
}
