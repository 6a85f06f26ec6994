package io.dermaflow.scheduler.platform;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.scheduler.runs.JobRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  /** What {@code catalogue ingest} says. */
  public record CatalogueIngested(
      int version, String digest, int products, int quarantined, boolean unchanged) {}

  /** Takes a file as the newest catalogue; the same file again changes nothing. */
  public CatalogueIngested ingest(Path file) {
    if (!Files.isRegularFile(file)) {
      throw DermaflowException.usage(
          "There is no file '" + file + "'",
          "a catalogue as CSV",
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
      return said(newest.get(), true);
    }
    runner.run(job, Map.of("file", file.toAbsolutePath().normalize().toString(), "digest", digest));
    return said(
        catalogue
            .findNewest()
            .orElseThrow(() -> new IllegalStateException("the job sealed no catalogue")),
        false);
  }

  private static CatalogueIngested said(CatalogueVersion version, boolean unchanged) {
    return new CatalogueIngested(
        version.version(), version.digest(), version.products(), version.setAside(), unchanged);
  }
}
