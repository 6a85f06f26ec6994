package io.dermaflow.training;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.models.FaceDetectors;
import io.dermaflow.models.PictureFramer;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Turns a dataset version into the one file that training reads, with the code that scores. */
final class PrepareData {

  private final DatasetLedger ledger;
  private final ObjectStorage storage;
  private final PictureCodec codec;
  private final FaceDetectors faces;
  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);

  PrepareData(
      DatasetLedger ledger, ObjectStorage storage, PictureCodec codec, FaceDetectors faces) {
    this.ledger = ledger;
    this.storage = storage;
    this.codec = codec;
    this.faces = faces;
  }

  /**
   * The file for this version and preprocessing, made when it is not there yet.
   *
   * @param trainSize side at which training pictures are stored, pixels
   */
  Path prepare(
      DatasetVersion version,
      Preprocessing preprocessing,
      int trainSize,
      Path folder,
      Progress progress)
      throws IOException {
    Path file =
        folder.resolve(
            "%s-%s-%d.bin"
                .formatted(version.digest().substring(0, 16), preprocessing.hash(), trainSize));
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(folder);
    // One at a time, in this process and in others: recipes of one size share the file.
    synchronized (PrepareData.class) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(file.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("the folder " + folder + " could not be locked");
        }
        if (!Files.exists(file)) {
          make(version, preprocessing, trainSize, file, progress);
        }
        return file;
      }
    }
  }

  private void make(
      DatasetVersion version,
      Preprocessing preprocessing,
      int trainSize,
      Path file,
      Progress progress)
      throws IOException {
    List<VersionItem> items = ledger.items(version);
    PictureFramer framer =
        new PictureFramer(
            codec, faces.require(preprocessing.detector(), "This run"), preprocessing);
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      PreparedData.Layout layout =
          new PreparedData.Layout(
              preprocessing.size(),
              trainSize,
              items.stream().map(i -> PreparedItem.of(i.id(), i.split(), i.labels())).toList());
      PreparedData.write(
          file,
          layout,
          first -> {
            Future<byte[]>[] window = futures(2 * threads + 1);
            IntConsumer submit =
                i -> {
                  if (i < items.size()) {
                    boolean trains = layout.items().get(i).trains();
                    int size = trains ? trainSize : preprocessing.size();
                    window[i % window.length] =
                        pool.submit(() -> pixels(framer, items.get(i), size));
                  }
                };
            IntStream.range(first, first + window.length).forEach(submit);
            return index -> {
              byte[] pixels = get(window[index % window.length]);
              submit.accept(index + window.length);
              progress.report("prepare", index + 1, items.size());
              return pixels;
            };
          });
    } finally {
      pool.shutdownNow();
    }
  }

  @SuppressWarnings("unchecked")
  private static Future<byte[]>[] futures(int length) {
    return new Future[length];
  }

  private byte[] pixels(PictureFramer framer, VersionItem item, int size) {
    byte[] bytes = storage.read(item.objectKey(), inspector.limits().maxBytes());
    if (!(inspector.inspect(bytes) instanceof Inspection.Accepted header)) {
      throw new IllegalStateException(
          "object " + item.objectKey() + " is no picture any more; the ledger took it as one");
    }
    Picture picture = framer.decode(bytes, header);
    return framer.pixels(bytes, header, picture, framer.crop(picture, framer.faces(picture)), size);
  }

  private static byte[] get(Future<byte[]> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("preparing was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("an item could not be prepared: " + e.getMessage(), e);
    }
  }
}
