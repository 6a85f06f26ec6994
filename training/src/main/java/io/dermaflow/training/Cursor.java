package io.dermaflow.training;

import io.dermaflow.files.WholeFiles;
import io.dermaflow.json.Json;
import io.dermaflow.models.Head;
import io.dermaflow.models.LogitCorrection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is. Replaced as a whole, after the checkpoint that it names is on disk.
 *
 * @param run the run that the folder belongs to
 * @param checkpoint file name of the network after the last epoch
 * @param best file name of the network after the best epoch of this phase; may be the same
 * @param epochs reports of all epochs done
 * @param corrections what was done to the finished network's logits
 * @param finished whether the exported files are there
 */
record Cursor(
    String run,
    String checkpoint,
    String best,
    List<EpochReport> epochs,
    @Nullable Map<Head, LogitCorrection> corrections,
    boolean finished) {

  private static final String FILE = "cursor.json";

  static Optional<Cursor> find(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(Json.read(Files.readString(file), Cursor.class));
  }

  void write(Path folder) throws IOException {
    WholeFiles.write(folder.resolve(FILE), Json.write(this).getBytes(StandardCharsets.UTF_8));
  }
}
