package io.dermaflow.models;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.PretrainedWeights.Stated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Takes pretrained weights in and gives them out. A file is read as a whole before anything is
 * stored; in the bucket lies our own form, so that a training reads one format only.
 */
public final class WeightsLibrary {

  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,99}";

  private final WeightsReader reader;
  private final WeightsRegistry registry;
  private final ObjectStorage storage;
  private final Path cache;
  private final Clock clock;

  /**
   * @param cache local folder; may be deleted at any time
   */
  public WeightsLibrary(
      WeightsReader reader,
      WeightsRegistry registry,
      ObjectStorage storage,
      Path cache,
      Clock clock) {
    this.reader = reader;
    this.registry = registry;
    this.storage = storage;
    this.cache = cache;
    this.clock = clock;
  }

  /** The name that a file gets when nobody says another: its stem, in lower case. */
  public static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
    for (String extension :
        List.of(".weights.h5", ".h5", ".hdf5", ".tflite", ".onnx", ".safetensors")) {
      if (name.endsWith(extension)) {
        return name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }

  /**
   * A file that may be taken in.
   *
   * @param weights what it holds
   * @param sha256 its digest
   */
  public record Checked(PretrainedWeights weights, String sha256) {}

  /**
   * Reads and checks a file without storing anything.
   *
   * @param sha256 what its digest has to be, or an empty text
   */
  public Checked check(Path file, String name, Stated stated, String sha256) throws IOException {
    requireName(name);
    PretrainedWeights weights = reader.read(file, stated);
    String digest = Digests.sha256(file);
    if (!sha256.isEmpty() && !digest.equalsIgnoreCase(sha256)) {
      throw DermaflowException.usage(
          file + " has SHA-256 " + digest,
          sha256,
          "the file was changed on its way; nothing was stored. Get it again");
    }
    return new Checked(weights, digest);
  }

  /**
   * @throws DermaflowException when nothing may be called so
   */
  public static void requireName(String name) {
    if (!name.matches(NAME)) {
      throw DermaflowException.usage(
          "Weights name '" + name + "'",
          "lower-case letters, digits, dots, dashes and underscores",
          "name them with --name");
    }
  }

  /**
   * Takes a file in.
   *
   * @param sha256 what its digest has to be, or an empty text
   * @param source what is remembered as its origin
   */
  public WeightsEntry take(Path file, String name, Stated stated, String sha256, String source)
      throws IOException {
    Checked checked = check(file, name, stated, sha256);
    PretrainedWeights weights = checked.weights();
    Files.createDirectories(cache);
    Path own = Files.createTempFile(cache, "import", ".safetensors");
    try {
      reader.write(weights, own);
      String ownDigest = Digests.sha256(own);
      String key = "models/weights/" + ownDigest + ".safetensors";
      WeightsEntry entry =
          new WeightsEntry(
              name,
              weights.format(),
              checked.sha256(),
              weights.parameters(),
              weights.width(),
              weights.padding(),
              weights.scaling(),
              weights.epsilon(),
              weights.classes(),
              key,
              ownDigest,
              source,
              clock.instant());
      Optional<WeightsEntry> before = registry.find(name);
      // Written again when it is known: that mends an object that was lost.
      if (before.isEmpty() || before.get().keySha256().equals(ownDigest)) {
        storage.writeFile(key, own, "application/octet-stream");
      }
      return registry.add(entry);
    } finally {
      Files.deleteIfExists(own);
      Files.deleteIfExists(WholeFiles.part(own));
    }
  }

  public List<WeightsEntry> list() {
    return registry.list();
  }

  /**
   * @throws DermaflowException when there are none of that name
   */
  public WeightsEntry require(String name) {
    return registry
        .find(name)
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There are no weights '" + name + "'",
                    "one of " + registry.list().stream().map(WeightsEntry::name).toList(),
                    "take them in with 'weights import FILE', or 'weights fetch' one of "
                        + KnownWeights.ALL.stream().map(KnownWeights::name).toList()));
  }

  /**
   * A local copy of our own form.
   *
   * @throws DermaflowException when the bytes in the bucket are not those that were stored
   */
  public Path file(WeightsEntry entry) throws IOException {
    return StoredFiles.fetch(
        storage, cache, entry.key(), entry.keySha256(), ".safetensors", "Weights " + entry.name());
  }

  /** The numbers. */
  public PretrainedWeights load(WeightsEntry entry) throws IOException {
    return reader.read(file(entry), Stated.NOTHING);
  }
}
