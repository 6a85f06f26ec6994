package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.StoredObject;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes between two steps: a newer original, another process, the end. */
class IntakeRacesTest extends IntakeFixture {

  private static final IntakeReport TWO = new IntakeReport(2, Map.of(), 0);

  @Test
  void deletesNoOriginalUnseenThatCameAfterTheCopyWasWritten() {
    put("a/selfie.jpg", Originals.plainJpeg(1));
    AtomicInteger times = new AtomicInteger();
    Intake intake =
        intake(
            before(
                "deleteUnchanged",
                key -> {
                  if (times.getAndIncrement() == 0) {
                    put("a/selfie.jpg", Originals.plainJpeg(2));
                  }
                }));
    assertThat(intake.run()).isEqualTo(TWO);
    assertThat(objects().keySet()).containsExactly("uploads/a/selfie.jpg");
    assertThat(storage.read("uploads/a/selfie.jpg", 1 << 20)).isEqualTo(Originals.plainJpeg(2));
    assertThat(log.find("a")).hasSize(2);
  }

  @Test
  void keepsNoRowOfAVersionThatItDidNotRead() {
    put("a/selfie.jpg", Originals.plainJpeg(1));
    Intake intake = intake(before("read", key -> put("a/selfie.jpg", Originals.plainJpeg(2))));
    assertThat(intake.run()).isEqualTo(new IntakeReport(1, Map.of(), 0));
    assertThat(log.find("a")).hasSize(1);
    assertThat(storage.read("uploads/a/selfie.jpg", 1 << 20)).isEqualTo(Originals.plainJpeg(2));
  }

  @Test
  void leavesWhatIsOverwrittenAgainAndAgain() {
    put("a/selfie.jpg", Originals.plainJpeg(0));
    AtomicInteger times = new AtomicInteger();
    Intake intake =
        intake(
            after(
                "read", key -> put("a/selfie.jpg", Originals.plainJpeg(times.incrementAndGet()))));
    assertThat(intake.run()).isEqualTo(IntakeReport.left(1));
    assertThat(times).hasValue(3);
    assertThat(objects().keySet()).containsExactly("incoming/a/selfie.jpg");
    assertThat(log.find("a")).isEmpty();
  }

  @Test
  void doesNotMindAnOriginalThatIsTakenAway() {
    put("a/selfie.jpg", Originals.plainJpeg(1));
    put("b/selfie.jpg", new byte[9]);
    put("c/selfie.jpg", Originals.plainJpeg(2));
    TappedStorage.Tap taken =
        new TappedStorage.Tap() {
          @Override
          public void before(String call, String key) {
            if (call.equals("read") && key.contains("/a/") || call.equals("copy")) {
              storage.delete(key);
            }
          }
        };
    assertThat(intake(taken).run()).isEqualTo(new IntakeReport(1, Map.of(), 0));
    assertThat(objects().keySet()).containsExactly("uploads/c/selfie.jpg");
  }

  @Test
  void givesAnUploadTheSelfieThatCameLast() {
    for (String last : List.of("jpg", "png")) {
      put("a/selfie.jpg", Originals.plainJpeg(1));
      put("a/selfie.png", PNG);
      TappedStorage.Tap dated =
          new TappedStorage.Tap() {
            @Override
            @SuppressWarnings("unchecked")
            public Object answer(String call, Object answer) {
              return call.equals("list")
                  ? ((Stream<StoredObject>) answer).map(object -> dated(object, last))
                  : answer;
            }
          };
      assertThat(intake(dated).run()).isEqualTo(TWO);
      assertThat(objects().keySet()).containsExactly("uploads/a/selfie." + last);
    }
  }

  private StoredObject dated(StoredObject object, String last) {
    return new StoredObject(
        object.key(),
        object.etag(),
        object.size(),
        object.key().endsWith(last) ? clock.instant() : object.lastModified());
  }

  /** An older copy must never be written over a newer one by a process that stood still. */
  @Test
  void writesNoOlderCopyOverANewerOne() throws Exception {
    put("a/selfie.jpg", Originals.plainJpeg(1));
    CountDownLatch standing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Intake slow =
        intake(
            before(
                "write",
                key -> {
                  standing.countDown();
                  await(go);
                }));
    CompletableFuture<UploadIntake> first = CompletableFuture.supplyAsync(() -> slow.run("a"));
    await(standing);
    put("a/selfie.jpg", Originals.plainJpeg(2));
    Intake other = intake(new TappedStorage.Tap() {});
    CompletableFuture<UploadIntake> second = CompletableFuture.supplyAsync(() -> other.run("a"));
    while (!second.isDone() && waiting() == 0) {
      Thread.onSpinWait();
    }
    go.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS).left()).isZero();
    assertThat(second.get(30, TimeUnit.SECONDS).left()).isZero();
    assertThat(storage.read("uploads/a/selfie.jpg", 1 << 20)).isEqualTo(Originals.plainJpeg(2));
    assertThat(objects().keySet()).containsExactly("uploads/a/selfie.jpg");
  }

  /** How many wait for a turn. */
  private static int waiting() {
    return DATABASE
        .jdbc()
        .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
        .query(Integer.class)
        .single();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fill() {
    storage = new InMemoryObjectStorage();
    storage.write("uploads/a/selfie.webp", new byte[] {1}, "image/webp");
    put("a/selfie.jpg", JPEG);
    put("a/survey.json", Originals.survey("{\"age\": 30}"));
    put("b/selfie.jpg", new byte[9]);
    put("b/what is this", new byte[9]);
    put("c/selfie.jpg", PNG);
    put("c/survey.json", Originals.survey("{\"age\": 300}"));
  }

  private List<String> rows() {
    return Stream.of("a", "b", "c")
        .flatMap(id -> log.find(id).stream())
        .map(item -> item.uploadId() + item.name() + item.etag() + item.outcome() + item.key())
        .toList();
  }

  private static final class Killed extends Error {}

  /** Dies before its n-th call that changes something, or right behind it. */
  private static TappedStorage.Tap killed(int at, boolean behind) {
    AtomicInteger calls = new AtomicInteger();
    List<String> changes = List.of("write", "copy", "delete", "deleteUnchanged");
    TappedStorage.Tap tap =
        new TappedStorage.Tap() {
          @Override
          public void before(String call, String key) {
            if (changes.contains(call) && !behind && calls.getAndIncrement() == at) {
              throw new Killed();
            }
          }

          @Override
          public void after(String call, String key) {
            if (changes.contains(call) && behind && calls.getAndIncrement() == at) {
              throw new Killed();
            }
          }
        };
    return tap;
  }

  @Test
  void endsTheSameWhereverItIsKilled() {
    fill();
    IntakeReport undisturbed = intake(new TappedStorage.Tap() {}).run();
    assertThat(undisturbed.accepted()).isEqualTo(3);
    assertThat(undisturbed.refused())
        .isEqualTo(
            Map.of(
                OutcomeReason.NOT_A_PICTURE,
                1L,
                OutcomeReason.BAD_NAME,
                1L,
                OutcomeReason.SURVEY_INVALID,
                1L));
    Map<String, String> objects = objects();
    List<String> rows = rows();
    assertThat(objects).hasSize(6);
    assertThat(rows).hasSize(6);

    int kills = 0;
    for (boolean behind : new boolean[] {false, true}) {
      for (int at = 0; ; at++) {
        empty();
        fill();
        Map<String, String> before = objects();
        Intake dying = intake(killed(at, behind));
        if (survives(dying)) {
          break;
        }
        kills++;
        assertThat(lost(before)).as("lost by dying at %d", at).isEmpty();
        intake(new TappedStorage.Tap() {}).run();
        assertThat(objects()).as("dying at %d, behind: %s", at, behind).isEqualTo(objects);
        assertThat(rows()).as("dying at %d, behind: %s", at, behind).isEqualTo(rows);
      }
    }
    // Six originals: a copy and a deletion each, and the selfie that was there before.
    assertThat(kills).isEqualTo(2 * (6 * 2 + 1));
  }

  private static boolean survives(Intake dying) {
    try {
      dying.run();
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasCauseInstanceOf(Killed.class);
      return false;
    }
  }

  /** Originals that are neither there nor have a row: those of which nobody would know. */
  private List<String> lost(Map<String, String> before) {
    Map<String, String> now = objects();
    List<String> known =
        Stream.of("a", "b", "c")
            .flatMap(id -> log.find(id).stream())
            .filter(item -> now.containsKey(item.key()))
            .map(item -> "incoming/" + item.uploadId() + "/" + item.name())
            .toList();
    return before.keySet().stream()
        .filter(key -> key.startsWith("incoming/"))
        .filter(key -> !now.containsKey(key) && !known.contains(key))
        .toList();
  }

  @Test
  void takesEveryUploadOnceWithSeveralRunsAtOnce() {
    for (int i = 0; i < 150; i++) {
      put("u-%03d/survey.json".formatted(i), Originals.survey("{\"age\": " + i + "}"));
    }
    Intake one = new Intake(storage, log, 3, clock);
    Intake two = new Intake(storage, log, 3, clock);
    CompletableFuture<IntakeReport> first = CompletableFuture.supplyAsync(one::run);
    IntakeReport report = two.run().plus(first.join());
    assertThat(report.accepted()).isEqualTo(121);
    assertThat(report.refused()).isEqualTo(Map.of(OutcomeReason.SURVEY_INVALID, 29L));
    assertThat(report.left()).isZero();
    assertThat(objects().keySet()).noneMatch(key -> key.startsWith("incoming/")).hasSize(150);
  }
}
