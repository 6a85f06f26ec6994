package io.dermaflow.models;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.ids.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings files from the bucket to this machine, once, and checks their digest. */
final class StoredFiles {

  private StoredFiles() {}

  /**
   * @param what names the owner of the file in errors
   * @throws DermaflowException when the bytes in the bucket are not those that were registered
   */
  static Path fetch(
      ObjectStorage storage, Path folder, String key, String digest, String extension, String what)
      throws IOException {
    Path file = folder.resolve(digest + extension);
    if (Files.exists(file) && Digests.sha256(file).equals(digest)) {
      return file;
    }
    Files.createDirectories(folder);
    Path own = Files.createTempFile(folder, "fetch", extension); // others may fetch it too
    try {
      storage.readToFile(key, own);
      String found = Digests.sha256(own);
      if (!found.equals(digest)) {
        throw DermaflowException.failed(
            what + " file " + key + " has SHA-256 " + found,
            digest,
            "the object was overwritten: use another version, or make it again");
      }
      WholeFiles.publish(own, file);
    } finally {
      Files.deleteIfExists(own);
    }
    return file;
  }
}
