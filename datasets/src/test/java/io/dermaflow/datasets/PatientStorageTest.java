package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.PatientStorage.Patience;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.ObjectStorageContract;
import io.dermaflow.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PatientStorageTest extends ObjectStorageContract {

  private static final Patience PATIENCE =
      new Patience(4, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final InMemoryObjectStorage objects = new InMemoryObjectStorage();
  private final Faulty faulty = new Faulty(objects);
  private final SettableClock clock = new SettableClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final PatientStorage storage =
      new PatientStorage(
          faulty,
          PATIENCE,
          clock,
          time -> {
            pauses.add(time);
            clock.advance(time);
          },
          1);

  @Override
  protected ObjectStorage storage() {
    return storage;
  }

  private void put(String... keys) {
    for (String key : keys) {
      objects.write(key, key.getBytes(StandardCharsets.UTF_8), "text/plain");
    }
  }

  @Test
  void asksAgainWithGrowingPauses() {
    put("a");
    faulty.failures = call -> call <= 3;
    assertThat(storage.read("a", 9)).isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    assertThat(storage.retries()).isEqualTo(3);
    assertThat(pauses).hasSize(3);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(pauses.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  /** Reading "bad" fails, each time after so many others were found. */
  private void assertUnreadable(int others, String attempts) {
    put("good");
    boolean[] ours = {true};
    faulty.failures = call -> ours[0];
    faulty.beforeFailing =
        () -> {
          ours[0] = false;
          for (int i = 0; i < others; i++) {
            storage.find("good");
          }
          ours[0] = true;
        };
    assertThatThrownBy(() -> storage.read("bad", 9))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE))
        .hasMessageContaining(attempts);
  }

  @Test
  void givesUpOneObjectWhileOthersCanBeRead() {
    assertUnreadable(10, "not read in 4 attempts");
  }

  @Test
  void triesLongerWhereOthersAreReadNowAndThenOnly() {
    assertUnreadable(9, "not read in 20 attempts");
  }

  @Test
  void waitsForAPlaceThatAnswersNobodyAndThenGivesUp() {
    faulty.failures = call -> true;
    Instant start = clock.instant();
    assertThatThrownBy(() -> storage.read("a", 9))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
        .hasMessageContaining("no answer for 60 s");
    assertThat(Duration.between(start, clock.instant()))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
  }

  @Test
  void goesOnWithAListWhereItBroke() {
    put("a", "b", "c", "d");
    faulty.breakListsAfter = 2;
    try (Stream<StoredObject> listed = storage.list("")) {
      assertThat(listed.map(StoredObject::key)).containsExactly("a", "b", "c", "d");
    }
    assertThat(storage.retries()).isEqualTo(1);
  }

  /** Fails when told to. */
  private static final class Faulty implements ObjectStorage {
    private final ObjectStorage storage;
    private Predicate<Integer> failures = call -> false;
    private Runnable beforeFailing = () -> {};
    private int breakListsAfter = Integer.MAX_VALUE;
    private int calls;

    Faulty(ObjectStorage storage) {
      this.storage = storage;
    }

    private void maybeFail() {
      if (failures.test(++calls)) {
        beforeFailing.run();
        throw new StorageException(Reason.UNAVAILABLE, "503");
      }
    }

    @Override
    public Stream<StoredObject> list(String prefix) {
      Iterator<StoredObject> all = storage.list(prefix).iterator();
      return StreamSupport.stream(
          Spliterators.spliteratorUnknownSize(
              new Iterator<StoredObject>() {
                private int given;

                @Override
                public boolean hasNext() {
                  if (given >= breakListsAfter) {
                    breakListsAfter = Integer.MAX_VALUE;
                    throw new StorageException(Reason.UNAVAILABLE, "503");
                  }
                  return all.hasNext();
                }

                @Override
                public StoredObject next() {
                  given++;
                  return all.next();
                }
              },
              Spliterator.ORDERED),
          false);
    }

    @Override
    public Optional<StoredObject> find(String key) {
      maybeFail();
      return storage.find(key);
    }

    @Override
    public byte[] read(String key, long maxBytes) {
      maybeFail();
      return storage.read(key, maxBytes);
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
      maybeFail();
      return storage.readRange(key, offset, length);
    }

    @Override
    public StoredObject write(String key, byte[] bytes, String contentType) {
      return storage.write(key, bytes, contentType);
    }

    @Override
    public StoredObject writeFile(String key, Path file, String contentType) {
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
