package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.Csv;
import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.LikeItems;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Versions as files: exported, verified, shown, and deleted when nobody refers to them. */
public final class DatasetFiles {

  private static final int SHOWN_PAIRS = 60;

  private final DatasetLedger ledger;
  private final ObjectStorage storage;
  private final ModelRegistry registry;
  private final Path reports;
  private final @Nullable String pictureBase;
  private final Progress progress;

  /**
   * @param reports where pages are written
   * @param pictureBase where a page in the folder of reports finds our bucket, or null
   */
  public DatasetFiles(
      DatasetLedger ledger,
      ObjectStorage storage,
      ModelRegistry registry,
      Path reports,
      @Nullable String pictureBase,
      Progress progress) {
    this.ledger = ledger;
    this.storage = storage;
    this.registry = registry;
    this.reports = reports;
    this.pictureBase = pictureBase;
    this.progress = progress;
  }

  /** What an export wrote. */
  public record Exported(String version, int items, String manifest) {}

  /** Writes a version as our manifest, with its splits, and its pictures beside it. */
  public Exported export(DatasetVersion version, Path folder) {
    requireEmpty(folder);
    StringBuilder manifest = new StringBuilder("path,severity,skin_type,conditions,group,split\n");
    List<VersionItem> items = ledger.items(version);
    try {
      int done = 0;
      for (VersionItem item : items) {
        String name =
            "pictures/" + item.objectKey().substring(item.objectKey().lastIndexOf('/') + 1);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        storage.readToFile(item.objectKey(), file);
        manifest.append(row(name, item)).append('\n');
        progress.report("export", ++done, items.size());
      }
      Path file = folder.resolve("manifest.csv");
      WholeFiles.write(file, manifest.toString().getBytes(StandardCharsets.UTF_8));
      return new Exported(version.id(), items.size(), file.toString());
    } catch (IOException e) {
      throw DermaflowException.failed(
          "Exporting to " + folder + " failed: " + e.getMessage(),
          "a folder with enough space that this user may write",
          "free some, or name another folder",
          e);
    }
  }

  private static String row(String path, VersionItem item) {
    Set<String> conditions = item.labels().conditions();
    String list =
        conditions == null ? "" : conditions.isEmpty() ? "none" : String.join("|", conditions);
    return Stream.of(
            path,
            orEmpty(item.labels().severity()),
            orEmpty(item.labels().skinType()),
            list,
            item.group(),
            item.split())
        .map(Csv::quote)
        .reduce((a, b) -> a + "," + b)
        .orElseThrow();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(java.util.Locale.ROOT);
  }

  private static void requireEmpty(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> inside = Files.list(folder)) {
          if (inside.findAny().isPresent()) {
            throw DermaflowException.usage(
                "The folder '" + folder + "' is not empty",
                "a new or an empty folder",
                "name another one: an export never replaces files");
          }
        }
      }
    } catch (IOException e) {
      throw DermaflowException.usage(
          "The folder '" + folder + "' cannot be used: " + e.getMessage(),
          "a new or an empty folder",
          "it is a file");
    }
  }

  /**
   * What verifying found.
   *
   * @param gone objects that are not there
   * @param changed objects with other bytes than when the version was sealed
   */
  public record Verified(String version, int items, List<String> gone, List<String> changed) {
    public boolean sound() {
      return gone.isEmpty() && changed.isEmpty();
    }
  }

  /** Reads every picture of a version and compares it with its digest. */
  public Verified verify(DatasetVersion version) {
    List<String> gone = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<VersionItem> items = ledger.items(version);
    int done = 0;
    for (VersionItem item : items) {
      try {
        byte[] bytes = storage.read(item.objectKey(), Integer.MAX_VALUE);
        if (!Digests.sha256(bytes).equals(item.sha256())) {
          changed.add(item.objectKey() + " (" + item.key() + ")");
        }
      } catch (StorageException e) {
        if (e.reason() != StorageException.Reason.NOT_FOUND) {
          throw e;
        }
        gone.add(item.objectKey() + " (" + item.key() + ")");
      }
      progress.report("verify", ++done, items.size());
    }
    return new Verified(version.id(), items.size(), gone, changed);
  }

  /** Models that were trained on a version. */
  public List<String> users(DatasetVersion version) {
    return registry.models().stream()
        .flatMap(model -> registry.list(model).stream())
        .filter(
            model ->
                model.provenance().dataset().equals(version.dataset())
                    && model.provenance().datasetVersion() == version.version())
        .map(ModelVersion::id)
        .toList();
  }

  /** Deletes a version that no model was trained on; its items stay in the ledger. */
  public void delete(DatasetVersion version) {
    List<String> users = users(version);
    if (!users.isEmpty()) {
      throw DermaflowException.refused(
          version.id() + " is what " + String.join(", ", users) + " learnt from",
          "a version that nothing refers to",
          "keep it: what a model was trained on has to stay traceable");
    }
    ledger.delete(version);
  }

  /** Writes the page of a version. */
  public Path card(DatasetVersion version) {
    VersionReport report =
        ledger
            .findReport(version)
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        version.id() + " was sealed before versions were counted",
                        "a version with a report",
                        "'ingest' its source again for a new version"));
    List<VersionItem> items = ledger.items(version);
    List<LikeItems> duplicates = ledger.duplicates(version, SHOWN_PAIRS);
    List<LikeItems> pairs = ledger.likePairs(version, SHOWN_PAIRS);
    List<LedgerItem> aside = ledger.quarantine(version.dataset());
    Path file = reports.resolve("dataset-" + version.dataset() + "-" + version.version() + ".html");
    try {
      return new DatasetCardPage()
          .write(
              DatasetCard.of(version, report, items, duplicates, pairs, aside, pictureBase), file);
    } catch (IOException e) {
      throw DermaflowException.failed(
          "The page " + file + " cannot be written: " + e.getMessage(),
          "a folder with space that this user may write",
          "free some",
          e);
    }
  }
}
