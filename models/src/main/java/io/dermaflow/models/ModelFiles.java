package io.dermaflow.models;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    boolean onnx = kind == PredictorEngine.Kind.ONNX;
    String key = onnx ? version.artifacts().onnxKey() : version.artifacts().zipKey();
    String digest = onnx ? version.artifacts().onnxSha256() : version.artifacts().zipSha256();
    Path file = folder.resolve(digest + (onnx ? ".onnx" : ".zip"));
    try {
      if (Files.exists(file) && Digests.sha256(file).equals(digest)) {
        return file;
      }
      Files.createDirectories(folder);
      storage.readToFile(key, file);
      String found = Digests.sha256(file);
      if (!found.equals(digest)) {
        Files.delete(file);
        throw DermaflowException.failed(
            "Model " + version.id() + " file " + key + " has SHA-256 " + found,
            digest,
            "the object was overwritten: promote another version, or train again");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + key + " in " + folder, e);
    }
  }
}
