package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetReader;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.IngestDataset;
import io.dermaflow.datasets.ItemState;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.formats.DatasetFormats;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.scheduler.runs.JobRunner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;

/** Ingests datasets. */
public final class DatasetService {

  private final JobRunner runner;
  private final Job job;
  private final DatasetLedger ledger;
  private final IngestDataset ingest;
  private final Sources sources;

  public DatasetService(
      JobRunner runner, Job job, DatasetLedger ledger, IngestDataset ingest, Sources sources) {
    this.runner = runner;
    this.job = job;
    this.ledger = ledger;
    this.ingest = ingest;
    this.sources = sources;
  }

  /**
   * What {@code ingest} says.
   *
   * @param added items this run took
   * @param unchanged items of the source that were known
   * @param quarantined items of the dataset that are set aside
   */
  public record Ingested(
      String dataset,
      int version,
      @Nullable String digest,
      int items,
      int added,
      int unchanged,
      int quarantined,
      Map<String, Integer> reasons,
      Map<String, Integer> splits,
      int groups,
      int duplicates,
      boolean dryRun) {}

  /** Takes a source into a dataset and seals a version. */
  public Ingested ingest(String dataset, String source) {
    return ingest(dataset, source, DatasetFormats.AUTO);
  }

  /** The same in a given format. */
  public Ingested ingest(String dataset, String source, String format) {
    checkName(dataset);
    checkFormat(format);
    String absolute = Sources.absolute(source);
    requireReadable(absolute);
    Map<String, Object> parameters = new TreeMap<>(Map.of("dataset", dataset, "source", absolute));
    if (!format.equals(DatasetFormats.AUTO)) {
      parameters.put("format", format);
    }
    JobExecution execution = runner.run(job, parameters);
    DatasetLedger.Added added = ledger.added(dataset, execution.getJobInstanceId());
    DatasetVersion version =
        ledger
            .find(dataset, execution.getExecutionContext().getInt("version"))
            .orElseThrow(() -> new IllegalStateException("the job sealed no version"));
    long read =
        execution.getStepExecutions().stream()
            .filter(step -> step.getStepName().equals("takeItems"))
            .mapToLong(step -> step.getReadCount())
            .sum();
    Map<String, Integer> reasons = new TreeMap<>();
    ledger
        .quarantine(dataset)
        .forEach(i -> reasons.merge(String.valueOf(i.reason()), 1, Integer::sum));
    int quarantined = reasons.values().stream().mapToInt(Integer::intValue).sum();
    return new Ingested(
        dataset,
        version.version(),
        version.digest(),
        version.items(),
        added.added(),
        (int) Math.max(0, read - added.added()),
        quarantined,
        reasons,
        version.splits(),
        version.groups(),
        version.duplicates(),
        false);
  }

  /** What {@link #ingest} would take; writes nothing. */
  public Ingested preview(String dataset, String source, String format) {
    checkName(dataset);
    checkFormat(format);
    Map<String, Integer> reasons = new TreeMap<>();
    int[] count = new int[2];
    try (Sources.Source opened = sources.open(Sources.absolute(source));
        Stream<SourceEntry> entries = new DatasetReader(format).read(opened)) {
      entries.forEach(
          entry -> {
            boolean known = ledger.unknown(dataset, List.of(entry)).isEmpty();
            count[known ? 1 : 0]++;
            if (!known) {
              LedgerItem item = ingest.preview(opened, entry);
              if (item.state() == ItemState.SET_ASIDE) {
                reasons.merge(String.valueOf(item.reason()), 1, Integer::sum);
              }
            }
          });
    }
    int aside = reasons.values().stream().mapToInt(Integer::intValue).sum();
    return new Ingested(
        dataset,
        0,
        null,
        count[0] - aside,
        count[0],
        count[1],
        aside,
        reasons,
        Map.of(),
        0,
        0,
        true);
  }

  /** The version {@code name@version}, or the newest of {@code name}. */
  public DatasetVersion require(String reference) {
    String[] parts = reference.split("@", 2);
    int version;
    try {
      version = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    } catch (NumberFormatException e) {
      throw DermaflowException.usage(
          "Dataset '" + reference + "'", "NAME or NAME@VERSION", "the version is a number");
    }
    return ledger
        .find(parts[0], version)
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no dataset '" + reference + "'",
                    "one of " + ledger.list().stream().map(DatasetVersion::id).toList(),
                    "'ingest " + parts[0] + " SOURCE' makes it"));
  }

  public List<DatasetVersion> list() {
    return ledger.list();
  }

  public List<LedgerItem> quarantine(String dataset) {
    return ledger.quarantine(dataset);
  }

  private void requireReadable(String source) {
    sources.open(source).close();
  }

  private static void checkFormat(String format) {
    if (!format.equals(DatasetFormats.AUTO)) {
      DatasetFormats.named(format);
    }
  }

  private static void checkName(String dataset) {
    if (!dataset.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw DermaflowException.usage(
          "Dataset name '" + dataset + "'",
          "up to 63 lower-case letters, digits, dashes and underscores",
          "the arguments are in another order: ingest NAME SOURCE");
    }
  }
}
