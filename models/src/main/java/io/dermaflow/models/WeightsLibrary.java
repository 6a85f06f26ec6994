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
 * stored; in the bucket lies our own form, so that a training reads one format only. Face detectors
 * are tried on a picture and stored as they are; {@link FaceDetectors} gives them out.
 */
public final class WeightsLibrary {

  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,99}";

  private final WeightsReader reader;
  private final FaceEngine faces;
  private final WeightsRegistry registry;
  private final ObjectStorage storage;
  private final Path cache;
  private final Clock clock;

  /**
   * @param cache local folder; may be deleted at any time
   */
  public WeightsLibrary(
      WeightsReader reader,
      FaceEngine faces,
      WeightsRegistry registry,
      ObjectStorage storage,
      Path cache,
      Clock clock) {
    this.reader = reader;
    this.faces = faces;
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

  /** A file that may be taken in. */
  public sealed interface Checked {

    /** Its digest. */
    String sha256();

    /** How many numbers it holds. */
    long parameters();

    /**
     * What trainings start from.
     *
     * @param weights what it holds
     * @param sha256 its digest
     */
    record Trunk(PretrainedWeights weights, String sha256) implements Checked {
      @Override
      public long parameters() {
        return weights.parameters();
      }
    }

    /**
     * A face detector that ran.
     *
     * @param parameters how many numbers it holds
     * @param sha256 its digest
     */
    record Faces(long parameters, String sha256) implements Checked {}
  }

  /**
   * Reads and checks a file without storing anything.
   *
   * @param sha256 what its digest has to be, or an empty text
   */
  public Checked check(Path file, String name, Stated stated, String sha256) throws IOException {
    requireName(name);
    Checked checked =
        reader.purpose(file) == WeightsPurpose.FACE_DETECTOR
            ? faces(file, stated)
            : new Checked.Trunk(reader.read(file, stated), Digests.sha256(file));
    if (!sha256.isEmpty() && !checked.sha256().equalsIgnoreCase(sha256)) {
      throw DermaflowException.usage(
          file + " has SHA-256 " + checked.sha256(),
          sha256,
          "the file was changed on its way; nothing was stored. Get it again");
    }
    return checked;
  }

  private Checked.Faces faces(Path file, Stated stated) throws IOException {
    if (!stated.equals(Stated.NOTHING)) {
      throw DermaflowException.usage(
          file + " is a face detector",
          "no dialect",
          "leave --padding, --scaling and --epsilon out");
    }
    byte[] model = Files.readAllBytes(file);
    try (FaceEngine.Opened opened = faces.open(model)) {
      return new Checked.Faces(opened.parameters(), Digests.sha256(model));
    } catch (IllegalArgumentException e) {
      throw DermaflowException.usage(
          "%s: %s".formatted(file, e.getMessage()),
          "a face detector like RFB-320: a picture of 3 x 240 x 320 in, 4420 scores and boxes out",
          "the file is cut, or of another detector; nothing was stored. 'weights fetch' one of "
              + KnownWeights.names(WeightsPurpose.FACE_DETECTOR));
    }
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
    if (checked instanceof Checked.Trunk trunk) {
      return take(trunk, name, source);
    }
    String key = "models/weights/" + checked.sha256() + ".onnx";
    return store(
        file,
        WeightsEntry.faceDetector(
            name, checked.sha256(), checked.parameters(), key, source, clock.instant()));
  }

  private WeightsEntry take(Checked.Trunk checked, String name, String source) throws IOException {
    PretrainedWeights weights = checked.weights();
    Files.createDirectories(cache);
    Path own = Files.createTempFile(cache, "import", ".safetensors");
    try {
      reader.write(weights, own);
      String ownDigest = Digests.sha256(own);
      WeightsEntry entry =
          new WeightsEntry(
              name,
              weights.format(),
              WeightsPurpose.TRUNK,
              checked.sha256(),
              weights.parameters(),
              weights.width(),
              weights.padding(),
              weights.scaling(),
              weights.epsilon(),
              weights.classes(),
              "models/weights/" + ownDigest + ".safetensors",
              ownDigest,
              source,
              clock.instant());
      return store(own, entry);
    } finally {
      Files.deleteIfExists(own);
      Files.deleteIfExists(WholeFiles.part(own));
    }
  }

  private WeightsEntry store(Path file, WeightsEntry entry) {
    Optional<WeightsEntry> before = registry.find(entry.name());
    // Written again when it is known: that mends an object that was lost.
    if (before.isEmpty() || before.get().keySha256().equals(entry.keySha256())) {
      storage.writeFile(entry.key(), file, "application/octet-stream");
    }
    return registry.add(entry);
  }

  public List<WeightsEntry> list() {
    return registry.list();
  }

  /**
   * What a training can start from.
   *
   * @throws DermaflowException when there are none of that name, or they are a face detector
   */
  public WeightsEntry require(String name) {
    Optional<WeightsEntry> found = registry.find(name);
    if (found.isPresent() && found.get().purpose() == WeightsPurpose.TRUNK) {
      return found.get();
    }
    throw DermaflowException.usage(
        found.isEmpty()
            ? "There are no weights '" + name + "'"
            : "Weights '" + name + "' are a face detector",
        "one of "
            + registry.list().stream()
                .filter(known -> known.purpose() == WeightsPurpose.TRUNK)
                .map(WeightsEntry::name)
                .toList(),
        "take them in with 'weights import FILE', or 'weights fetch' one of "
            + KnownWeights.names(WeightsPurpose.TRUNK));
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
