package io.dermaflow.training;

import io.dermaflow.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is. Replaced as a whole, after the checkpoint that it names is on disk.
 *
 * @param run the run that the folder belongs to
 * @param checkpoint file name of the network after the last epoch
 * @param best file name of the network after the best epoch of this phase; may be the same
 * @param epochs reports of all epochs done
 * @param finished whether the exported files are there
 */
record Cursor(
    String run, String checkpoint, String best, List<EpochReport> epochs, boolean finished) {

  private static final String FILE = "cursor.json";

  static Optional<Cursor> find(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(Json.read(Files.readString(file), Cursor.class));
  }

  void write(Path folder) throws IOException {
    Path part = folder.resolve(FILE + ".part");
    Files.writeString(part, Json.write(this));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        part,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
