package io.dermaflow.scoring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.scoring.internal.jdbc.ScoringAutoConfiguration;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.SettableClock;
import io.dermaflow.testing.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An intake on storage that can be tapped. */
abstract class IntakeFixture {

  static final TestDatabase DATABASE = TestDatabase.with(ScoringAutoConfiguration.SCHEMA);

  static final byte[] JPEG = Originals.jpeg(1);
  static final byte[] PNG = Originals.png(1);

  private final HikariDataSource pool = pool();
  final SettableClock clock = new SettableClock();
  final IntakeLog log = new ScoringAutoConfiguration().intakeLog(pool);
  ObjectStorage storage = new InMemoryObjectStorage();

  /** Whose connections are used again: a turn that is not given back would be noticed. */
  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(DATABASE.dataSource());
    config.setMaximumPoolSize(7);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @BeforeEach
  void empty() {
    DATABASE.jdbc().sql("truncate scoring.intake").update();
  }

  Intake intake(TappedStorage.Tap tap) {
    return new Intake(TappedStorage.on(storage, tap), log, 1, clock);
  }

  static TappedStorage.Tap before(String call, Consumer<String> then) {
    return new TappedStorage.Tap() {
      @Override
      public void before(String name, String key) {
        if (name.equals(call)) {
          then.accept(key);
        }
      }
    };
  }

  static TappedStorage.Tap after(String call, Consumer<String> then) {
    return new TappedStorage.Tap() {
      @Override
      public void after(String name, String key) {
        if (name.equals(call)) {
          then.accept(key);
        }
      }
    };
  }

  void put(String name, byte[] bytes) {
    storage.write("incoming/" + name, bytes, "image/jpeg");
  }

  /** Every object with its etag. */
  Map<String, String> objects() {
    Map<String, String> objects = new TreeMap<>();
    try (Stream<StoredObject> all = storage.list("")) {
      all.forEach(object -> objects.put(object.key(), object.etag()));
    }
    return objects;
  }
}
