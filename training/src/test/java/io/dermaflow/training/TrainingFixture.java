package io.dermaflow.training;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.testing.JobContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;

/** The training room on real services, with an object storage that can be told to fail. */
final class TrainingFixture implements AutoCloseable {

  private final JobContext context;
  private static final AtomicInteger WRITES_LEFT = new AtomicInteger(Integer.MAX_VALUE);

  private TrainingFixture(JobContext context) {
    this.context = context;
  }

  static TrainingFixture start(Path folder) {
    WRITES_LEFT.set(Integer.MAX_VALUE);
    JobContext context =
        JobContext.start(
            new JobContext.Beans()
                .with(TrackingSettings.class, TrackingSettings.NONE)
                .with(
                    TrainingSettings.class,
                    new TrainingSettings(
                        folder.resolve("work"),
                        TrainingProcessSettings.DEFAULT,
                        new Gate(1, -1, -1)))
                .withPostProcessor(TrainingFixture::failing));
    return new TrainingFixture(context);
  }

  private static Object failing(Object bean) {
    return bean instanceof ObjectStorage storage ? new Failing(storage) : bean;
  }

  JobContext context() {
    return context;
  }

  /** After this many more writes the object storage is away. */
  void failWritesAfter(int writes) {
    WRITES_LEFT.set(writes);
  }

  JobExecution run(String job, JobParameters parameters) {
    try {
      return context.get(JobOperator.class).start(context.get(job, Job.class), parameters);
    } catch (JobExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rendered faces in a folder a severity. */
  void writeFaces(Path source, int count) throws Exception {
    PictureCodec codec = context.get(PictureCodec.class);
    SelfiePlanner planner = new SelfiePlanner(5);
    SelfieRenderer renderer = new SelfieRenderer(128, codec);
    for (int i = 0; i < count; i++) {
      Path label =
          Files.createDirectories(
              source.resolve(planner.plan(i).skin().severity().toLowerCase(java.util.Locale.ROOT)));
      Files.write(label.resolve("face-" + i + ".jpg"), renderer.jpeg(planner.plan(i)));
    }
  }

  @Override
  public void close() {
    context.close();
  }

  private record Failing(ObjectStorage storage) implements ObjectStorage {
    private void spend() {
      if (WRITES_LEFT.getAndDecrement() <= 0) {
        throw new StorageException(StorageException.Reason.UNAVAILABLE, "the storage is away");
      }
    }

    @Override
    public Stream<StoredObject> list(String prefix) {
      return storage.list(prefix);
    }

    @Override
    public Optional<StoredObject> find(String key) {
      return storage.find(key);
    }

    @Override
    public byte[] read(String key, long maxBytes) {
      return storage.read(key, maxBytes);
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
      return storage.readRange(key, offset, length);
    }

    @Override
    public StoredObject write(String key, byte[] bytes, String contentType) {
      spend();
      return storage.write(key, bytes, contentType);
    }

    @Override
    public StoredObject writeFile(String key, Path file, String contentType) {
      spend();
      return storage.writeFile(key, file, contentType);
    }

    @Override
    public void readToFile(String key, Path file) {
      storage.readToFile(key, file);
    }

    @Override
    public void delete(String key) {
      storage.delete(key);
    }
  }
}
