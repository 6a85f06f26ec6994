package io.dermaflow.models;

import static java.util.Comparator.comparing;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The face detectors that there are: the built-in one and those whose weights were taken in. A
 * model is scored with the detector that cut its training pictures, whatever is preferred today.
 * Safe for concurrent use; each detector is opened once, when it is first asked for.
 */
public final class FaceDetectors implements AutoCloseable {

  private final FaceDetector builtIn;
  private final FaceEngine engine;
  private final WeightsRegistry registry;
  private final ObjectStorage storage;

  /** By digest of the file for new models, by name for older ones. */
  private final Map<String, FaceEngine.Opened> opened = new HashMap<>();

  /**
   * @param builtIn needs no weights
   * @param storage holds the weights
   */
  public FaceDetectors(
      FaceDetector builtIn, FaceEngine engine, WeightsRegistry registry, ObjectStorage storage) {
    this.builtIn = builtIn;
    this.engine = engine;
    this.registry = registry;
    this.storage = storage;
  }

  /** For new trainings: the weights that were taken in last, else the built-in one. */
  public FaceDetector preferred() {
    Optional<WeightsEntry> newest =
        entries().max(comparing(WeightsEntry::importedAt).thenComparing(WeightsEntry::name));
    return newest.isPresent() ? open(newest.get()) : builtIn;
  }

  /** The detector of exactly this {@link FaceDetector#name}. */
  public Optional<FaceDetector> find(String name) {
    if (name.equals(builtIn.name())) {
      return Optional.of(builtIn);
    }
    if (name.equals(FaceDetector.NONE.name())) {
      return Optional.of(FaceDetector.NONE);
    }
    // Names end in the first digits of the file's digest: only such a file is opened.
    return entries()
        .filter(entry -> name.endsWith("@" + entry.keySha256().substring(0, 8)))
        .findFirst()
        .flatMap(entry -> open(entry, name));
  }

  /**
   * @param user what needs it, for the error
   * @throws DermaflowException when there is no such detector
   */
  public FaceDetector require(String name, String user) {
    return find(name)
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "%s needs face detector %s, which is not here".formatted(user, name),
                    "%s, or one of weights %s"
                        .formatted(builtIn.name(), entries().map(WeightsEntry::name).toList()),
                    "its weights are in another home: take the same file in here with 'weights"
                        + " fetch' or 'weights import FILE'"));
  }

  private Stream<WeightsEntry> entries() {
    return registry.list().stream()
        .filter(entry -> entry.purpose() == WeightsPurpose.FACE_DETECTOR);
  }

  private synchronized FaceDetector open(WeightsEntry entry) {
    return opened.computeIfAbsent(entry.keySha256(), digest -> engine.open(bytes(entry)));
  }

  private synchronized Optional<FaceDetector> open(WeightsEntry entry, String name) {
    FaceDetector newest = open(entry);
    if (newest.name().equals(name)) {
      return Optional.of(newest);
    }
    if (!opened.containsKey(name)) {
      engine.open(bytes(entry), name).ifPresent(older -> opened.put(name, older));
    }
    return Optional.ofNullable(opened.get(name));
  }

  private byte[] bytes(WeightsEntry entry) {
    byte[] bytes = storage.read(entry.key(), PretrainedWeights.MOST_BYTES);
    String found = Digests.sha256(bytes);
    if (!found.equals(entry.keySha256())) {
      throw DermaflowException.failed(
          "Weights %s file %s has SHA-256 %s".formatted(entry.name(), entry.key(), found),
          entry.keySha256(),
          "the object was overwritten: take the same file in again, which mends it");
    }
    return bytes;
  }

  /** Closes all that were opened. */
  @Override
  public synchronized void close() {
    opened.values().forEach(FaceEngine.Opened::close);
    opened.clear();
  }
}
