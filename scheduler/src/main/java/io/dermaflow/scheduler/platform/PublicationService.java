package io.dermaflow.scheduler.platform;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publication.Check;
import io.dermaflow.features.Publication.State;
import io.dermaflow.features.Publications;
import io.dermaflow.scheduler.runs.JobRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;

/** Makes publications and switches between them. */
public final class PublicationService {

  private final JobRunner runner;
  private final Job job;
  private final Publications publications;
  private final FeatureReader reader;

  public PublicationService(
      JobRunner runner, Job job, Publications publications, FeatureReader reader) {
    this.runner = runner;
    this.job = job;
    this.publications = publications;
    this.reader = reader;
  }

  /** What {@code recommend} and {@code publish} say. */
  public record Published(
      long publication,
      State state,
      int subjects,
      int changed,
      int refused,
      List<Check> checks,
      boolean unchanged) {}

  /**
   * Computes a candidate and, where wanted, switches to it.
   *
   * @throws DermaflowException refused, when a check failed; what is served stays
   */
  public Published recommend(boolean publish) {
    Optional<Publication> before = reader.findCurrent();
    JobExecution execution = runner.run(job, Map.of("publish", Boolean.toString(publish)));
    long id = execution.getExecutionContext().getLong("publication");
    Publication made = require(id);
    if (made.state() == State.REFUSED) {
      throw DermaflowException.refused(
          "Publication "
              + id
              + " failed its checks: "
              + made.checks().stream()
                  .filter(c -> !c.passed())
                  .map(c -> c.name() + " (" + c.detail() + ")")
                  .toList(),
          "all checks passed",
          "'publications show " + id + "' says more; what is served has not changed");
    }
    boolean unchanged = before.isPresent() && before.get().id() == id;
    int changed = made.subjects();
    if (unchanged) {
      changed = 0;
    } else if (before.isPresent()) {
      Publications.Diff diff = publications.diff(before.get().id(), id);
      changed = diff.added() + diff.changed() + diff.removed();
    }
    return new Published(id, made.state(), made.subjects(), changed, 0, made.checks(), unchanged);
  }

  /** Switches to a publication that passed its checks. */
  public Published publish(long id, String actor) {
    Optional<Publication> before = reader.findCurrent();
    Publication now = publications.switchTo(id, actor);
    boolean unchanged = before.isPresent() && before.get().id() == id;
    return new Published(id, now.state(), now.subjects(), 0, 0, now.checks(), unchanged);
  }

  /** The newest publication that may be served. */
  public long newestServable() {
    return publications.list().stream()
        .filter(p -> p.state() == State.CHECKED || p.state() == State.CURRENT)
        .findFirst()
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no checked publication", "one to switch to", "'recommend' makes one"))
        .id();
  }

  /** Switches back to the one that was served before. */
  public Published rollback(String actor) {
    Publication previous =
        publications.list().stream()
            .filter(p -> p.state() == State.RETIRED && p.publishedAt() != null)
            .max(
                java.util.Comparator.comparing(
                    p -> java.util.Objects.requireNonNull(p.publishedAt())))
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There is no earlier publication",
                        "one that was served before",
                        "only one has been published so far"));
    return publish(previous.id(), actor);
  }

  public Publication require(long id) {
    return publications
        .find(id)
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no publication " + id,
                    "a number from 'publications list'",
                    "it is of another home"));
  }

  public List<Publication> list() {
    return publications.list();
  }

  public Publications.Diff diff(long from, long to) {
    require(from);
    require(to);
    return publications.diff(from, to);
  }
}
