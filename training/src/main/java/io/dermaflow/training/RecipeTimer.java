package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Times recipes on random pictures that are prepared already; for benchmarks. */
public final class RecipeTimer {

  private static final int VALID = 10;

  private final int pictures;

  /**
   * @param pictures in the training split
   */
  public RecipeTimer(int pictures) {
    this.pictures = pictures;
  }

  /**
   * @param seconds of the whole recipe, from prepared pictures to the exported network
   * @param epochs that were run: a recipe may end early
   * @param rate pictures times epochs a second
   */
  public record Time(double seconds, int epochs, double rate) {}

  /** Runs a recipe in this process, in a temporary folder. */
  public Time time(String name) {
    Recipe recipe = Recipe.named(name);
    try {
      Path folder = Files.createTempDirectory("recipe");
      try {
        Path data = folder.resolve("data.bin");
        write(recipe, data);
        Epochs heard = new Epochs();
        long start = System.nanoTime();
        String work = folder.toAbsolutePath().toString();
        new TrainingRun(TrainingEngines.standalone(), Clock.systemUTC(), heard)
            .run(new TrainingTask("bench", recipe, 1, data.toString(), null, work));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Time(seconds, heard.epochs, (double) pictures * heard.epochs / seconds);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw DermaflowException.failed(
          "The benchmark cannot write: " + e.getMessage(),
          "a folder for temporary files",
          "the disk is full",
          e);
    }
  }

  private void write(Recipe recipe, Path file) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    int valid = Math.max(1, pictures / VALID);
    for (int i = 0; i < pictures + valid; i++) {
      int split = i < pictures ? PreparedItem.TRAIN : PreparedItem.VALID;
      items.add(new PreparedItem(i, split, i % 5, i % 6, -1));
    }
    PreparedData.Layout layout =
        new PreparedData.Layout(recipe.size(), recipe.preparedSize(), items);
    SplittableRandom random = new SplittableRandom(1);
    PreparedData.write(
        file,
        layout,
        first ->
            index -> {
              byte[] pixels = new byte[layout.length(items.get(index).split())];
              random.nextBytes(pixels);
              return pixels;
            });
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static final class Epochs implements TrainingRun.Listener {
    private int epochs;

    @Override
    public void step(int done, int total, double loss) {}

    @Override
    public void epoch(EpochReport report) {
      epochs++;
    }

    @Override
    public void cached(int done, int total) {}
  }
}
