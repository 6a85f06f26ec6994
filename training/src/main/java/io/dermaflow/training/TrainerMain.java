package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/** The training process: reads a {@link TrainingTask}, trains, and says on its output how far. */
public final class TrainerMain {

  private TrainerMain() {}

  /**
   * @param args path of the task file
   */
  public static void main(String[] args) throws IOException {
    TrainingTask task = Json.read(Files.readString(Path.of(args[0])), TrainingTask.class);
    endWithParent();
    try (FileChannel channel =
            FileChannel.open(
                Path.of(task.folder(), "lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("the folder " + task.folder() + " could not be locked");
      }
      TrainingProcess.Speaker speaker = new TrainingProcess.Speaker();
      try {
        new TrainingRun(TrainingEngines.standalone(), Clock.systemUTC(), speaker).run(task);
      } catch (DermaflowException e) {
        speaker.failed(e);
        System.exit(e.kind().exitCode());
      } catch (IOException e) {
        speaker.failed(
            DermaflowException.failed(
                "Training could not read or write: " + e.getMessage(),
                "a whole prepared dataset and space in " + task.folder(),
                "free some space; the same command goes on behind the last checkpoint"));
        System.exit(1);
      }
    }
    System.exit(0);
  }

  private static void endWithParent() {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // nobody writes; the end of the stream is the message
                }
              } catch (IOException e) {
                // the pipe is broken: the parent is gone
              }
              Runtime.getRuntime().halt(3);
            },
            "parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }
}
