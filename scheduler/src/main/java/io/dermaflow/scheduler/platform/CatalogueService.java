package io.dermaflow.scheduler.platform;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueDiff;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.scheduler.runs.JobRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;

/** Ingests product catalogues. */
public final class CatalogueService {

  private final JobRunner runner;
  private final Job job;
  private final Catalogue catalogue;

  public CatalogueService(JobRunner runner, Job job, Catalogue catalogue) {
    this.runner = runner;
    this.job = job;
    this.catalogue = catalogue;
  }

  /**
   * What {@code catalogue ingest} says.
   *
   * @param format the format that the file's columns fitted
   * @param columns column of the file by field of a product
   * @param unused columns that nothing was taken from
   * @param changes ids that differ from the version before, or null for the first
   */
  public record CatalogueIngested(
      int version,
      String digest,
      int products,
      int quarantined,
      boolean unchanged,
      String format,
      Map<String, String> columns,
      List<String> unused,
      @Nullable CatalogueDiff changes) {}

  /** Takes a file as the newest catalogue; the same file again changes nothing. */
  public CatalogueIngested ingest(Path file) {
    if (!Files.isRegularFile(file)) {
      throw DermaflowException.usage(
          "There is no file '" + file + "'",
          "a catalogue as CSV or JSON lines",
          "the path is relative to another place");
    }
    String digest;
    try {
      digest = Digests.sha256(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Optional<CatalogueVersion> newest = catalogue.findNewest();
    if (newest.isPresent() && newest.get().digest().equals(digest)) {
      return said(newest.get(), true, null);
    }
    runner.run(job, Map.of("file", file.toAbsolutePath().normalize().toString(), "digest", digest));
    CatalogueVersion made =
        catalogue
            .findNewest()
            .orElseThrow(() -> new IllegalStateException("the job sealed no catalogue"));
    CatalogueDiff changes =
        newest.map(before -> catalogue.diff(before.version(), made.version())).orElse(null);
    return said(made, false, changes);
  }

  private static CatalogueIngested said(
      CatalogueVersion version, boolean unchanged, @Nullable CatalogueDiff changes) {
    return new CatalogueIngested(
        version.version(),
        version.digest(),
        version.products(),
        version.setAside(),
        unchanged,
        version.source().format(),
        version.source().columns(),
        version.source().unused(),
        changes);
  }
}
