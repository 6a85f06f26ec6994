package io.dermaflow.models;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Brings a version's files from the bucket to this machine, once, and checks their digest. */
public final class ModelFiles {

  private final ObjectStorage storage;
  private final Path folder;

  /**
   * @param folder local cache; may be deleted at any time
   */
  public ModelFiles(ObjectStorage storage, Path folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /**
   * The file for an engine.
   *
   * @throws DermaflowException when the bytes in the bucket are not those that were registered
   */
  public Path fetch(ModelVersion version, PredictorEngine.Kind kind) {
    ModelVersion.Artifacts files = version.artifacts();
    return switch (kind) {
      case ONNX -> fetch(version, files.onnxKey(), files.onnxSha256(), ".onnx");
      case DL4J -> fetch(version, files.zipKey(), files.zipSha256(), ".zip");
      case INT8 -> {
        ModelVersion.Int8 int8 = version.int8();
        if (int8 == null || int8.key() == null || int8.sha256() == null) {
          throw DermaflowException.usage(
              "Model %s has no 8-bit file: %s"
                  .formatted(version.id(), int8 == null ? "it is older than that" : int8.reason()),
              "a version whose 8-bit file was accepted",
              "set scoring.engine to ONNX");
        }
        yield fetch(version, int8.key(), int8.sha256(), ".onnx");
      }
    };
  }

  private Path fetch(ModelVersion version, String key, String digest, String extension) {
    try {
      return StoredFiles.fetch(storage, folder, key, digest, extension, "Model " + version.id());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + key + " in " + folder, e);
    }
  }
}
