package io.dermaflow.scoring.internal.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.scoring.NoteUploadEvents;
import io.dermaflow.scoring.NoteUploadEvents.Summary;
import io.dermaflow.scoring.Notifications;
import io.dermaflow.scoring.UploadEvents;
import io.dermaflow.scoring.UploadEvents.Fault;
import io.dermaflow.scoring.UploadRef;
import io.dermaflow.testing.InMemoryObjectStorage;
import io.dermaflow.testing.SettableClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way from a queue behind HTTP to the uploads that are noted. */
class NoteUploadEventsTest {

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final SettableClock clock = new SettableClock();
  private final Map<String, UploadRef> noted = new LinkedHashMap<>();
  private final List<Integer> leftWhenNoted = new ArrayList<>();
  private QueueServer server;
  private UploadEvents queue;
  private NoteUploadEvents events;

  @BeforeEach
  void serve() throws IOException {
    server = new QueueServer();
    queue = SqsUploadEventsTest.listening(server.queueUrl(), server.endpoint(), QueueServer.SECRET);
    events = new NoteUploadEvents(queue, storage, "pictures", "uploads/", clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** As the work table does it: an input is new when its etags are. */
  private int note(List<UploadRef> uploads) {
    leftWhenNoted.add(server.size());
    int added = 0;
    for (UploadRef upload : uploads) {
      added += upload.equals(noted.put(upload.uploadId(), upload)) ? 0 : 1;
    }
    return added;
  }

  private StoredObject write(String key, String content) {
    return storage.write(key, content.getBytes(StandardCharsets.UTF_8), "x/y");
  }

  private void tell(String encodedKey) {
    server.send(Notifications.created("pictures", encodedKey));
  }

  @Test
  void notesWhatTheStorageHoldsAndNotWhatTheEventSaid() {
    StoredObject selfie = write("uploads/u1/selfie.jpg", "picture");
    StoredObject survey = write("uploads/u1/survey.json", "{}");
    write("uploads/u2/selfie.jpg", "nobody told of this one");
    tell("uploads/u1/selfie.jpg");
    assertThat(events.untilEmpty(this::note))
        .isEqualTo(new Summary(1, 1, 1, 0, 1, 0, 0, 0, Map.of()));
    assertThat(noted.values())
        .containsExactly(
            new UploadRef(
                "u1",
                "uploads/u1/selfie.jpg",
                selfie.etag(),
                7,
                selfie.lastModified(),
                "uploads/u1/survey.json",
                survey.etag()));
    assertThat(leftWhenNoted).as("in the queue while it is noted").containsExactly(1);
    assertThat(server.size()).isZero();
  }

  @Test
  void joinsEventsThatComeTwiceAndOutOfOrder() {
    write("uploads/u1/selfie.jpg", "newest");
    write("uploads/u1/survey.json", "{}");
    tell("uploads/u1/survey.json");
    tell("uploads/u1/selfie.jpg");
    tell("uploads/u1/selfie.jpg");
    assertThat(events.untilEmpty(this::note))
        .isEqualTo(new Summary(3, 3, 1, 0, 1, 0, 0, 0, Map.of()));
    tell("uploads/u1/selfie.jpg");
    assertThat(events.untilEmpty(this::note).added()).as("late, and nothing new").isZero();
    write("uploads/u1/selfie.jpg", "overwritten");
    tell("uploads/u1/selfie.jpg");
    assertThat(events.untilEmpty(this::note).added()).isEqualTo(1);
    assertThat(noted).hasSize(1);
  }

  @Test
  void findsUploadsWithAnyName() {
    List<String> ids = List.of("red flower", "1+1=2%", "顔-naïve", "\uD83D\uDE00");
    ids.forEach(id -> write("uploads/" + id + "/selfie.jpg", id));
    write("uploads/red/selfie.jpg", "only begins like one that was told");
    tell("uploads/red+flower/selfie.jpg");
    tell("uploads/1%2B1%3D2%25/selfie.jpg");
    tell("uploads/%E9%A1%94-na%C3%AFve/selfie.jpg");
    tell("uploads/%F0%9F%98%80/selfie.jpg");
    assertThat(events.untilEmpty(this::note).added()).isEqualTo(4);
    assertThat(noted.keySet()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void removesWhatIsNotItsOwnAndCountsIt() {
    server.send(Notifications.TEST);
    server.send(Notifications.created("others", "uploads/u1/selfie.jpg"));
    for (String key :
        List.of("models/m.onnx", "uploads/x.jpg", "uploads//x", "uploads/a/b/c", "uploads/")) {
      tell(key);
    }
    server.send(
        Notifications.message(
            Notifications.record("ObjectRemoved:Delete", "pictures", "uploads/u1/selfie.jpg")));
    tell("uploads/deleted/selfie.jpg");
    assertThat(events.untilEmpty(this::note))
        .isEqualTo(new Summary(9, 9, 1, 1, 0, 1, 6, 1, Map.of()));
    assertThat(noted).isEmpty();
    assertThat(server.size()).isZero();
  }

  @Test
  void leavesWhatItCannotReadToTheQueue() {
    write("uploads/u1/selfie.jpg", "picture");
    server.send("no JSON {");
    server.send("{\"Records\": 7}");
    server.send(
        Notifications.message(
            Notifications.record("ObjectCreated:Put", "pictures", "uploads/%zz"),
            Notifications.record("ObjectCreated:Put", "pictures", "uploads/u1/selfie.jpg")));
    Map<Fault, Integer> left =
        Map.of(Fault.NOT_JSON, 1, Fault.NOT_A_NOTIFICATION, 1, Fault.UNDECODABLE_KEY, 1);
    for (int run = 1; run <= QueueServer.MOST_RECEIVES; run++) {
      Summary summary = events.untilEmpty(this::note);
      assertThat(summary.unreadable()).isEqualTo(left);
      assertThat(summary.acknowledged()).isZero();
      assertThat(summary.added()).isEqualTo(run == 1 ? 1 : 0);
      assertThat(server.size()).isEqualTo(3);
      server.showHidden();
    }
    assertThat(server.deadLetters).hasSize(3);
    assertThat(events.untilEmpty(this::note).messages()).isZero();
  }

  @Test
  void endsThoughAnUnreadableMessageKeepsComing() {
    server.send("no JSON {");
    UploadEvents forgetful =
        new UploadEvents() {
          @Override
          public List<Message> poll() {
            server.showHidden();
            return queue.poll();
          }

          @Override
          public int acknowledge(List<Message> messages) {
            throw new AssertionError("nothing here can be acknowledged");
          }
        };
    assertThat(
            new NoteUploadEvents(forgetful, storage, "pictures", "uploads/", clock)
                .untilEmpty(this::note))
        .isEqualTo(new Summary(2, 0, 0, 0, 0, 0, 0, 0, Map.of(Fault.NOT_JSON, 1)));
  }

  @Test
  void acknowledgesNothingThatWasNotNoted() {
    write("uploads/u1/selfie.jpg", "picture");
    tell("uploads/u1/selfie.jpg");
    server.send(Notifications.TEST);
    assertThatThrownBy(
            () ->
                events.untilEmpty(
                    uploads -> {
                      throw new IllegalStateException("the database is away");
                    }))
        .hasMessage("the database is away");
    assertThat(server.calls("DeleteMessageBatch")).isZero();
    server.showHidden();
    assertThat(events.untilEmpty(this::note).added()).isEqualTo(1);
    assertThat(server.size()).isZero();
  }

  @Test
  void acknowledgesNothingThatCouldNotBeLookedUp() {
    tell("uploads/u1/selfie.jpg");
    ObjectStorage away =
        (ObjectStorage)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ObjectStorage.class},
                (proxy, method, arguments) -> {
                  throw new StorageException(Reason.UNAVAILABLE, "503");
                });
    NoteUploadEvents broken = new NoteUploadEvents(queue, away, "pictures", "uploads/", clock);
    assertThatThrownBy(() -> broken.untilEmpty(this::note))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    assertThat(server.calls("DeleteMessageBatch")).isZero();
    assertThat(server.size()).isEqualTo(1);
  }

  @Test
  void takesMoreThanOneBatch() {
    for (int i = 0; i < 37; i++) {
      write("uploads/u%02d/selfie.jpg".formatted(i), "picture " + i);
      tell("uploads/u%02d/selfie.jpg".formatted(i));
    }
    Summary summary = events.untilEmpty(this::note);
    assertThat(summary.added()).isEqualTo(37);
    assertThat(summary.acknowledged()).isEqualTo(37);
    assertThat(leftWhenNoted)
        .as("each batch is removed before the next")
        .containsExactly(37, 27, 17, 7);
  }

  @Test
  void listensForSomeTimeToAnEmptyQueue() {
    write("uploads/u1/selfie.jpg", "picture");
    int[] polls = {0};
    UploadEvents slow =
        new UploadEvents() {
          @Override
          public List<Message> poll() {
            clock.advance(Duration.ofSeconds(20));
            if (++polls[0] == 2) {
              tell("uploads/u1/selfie.jpg");
            }
            return queue.poll();
          }

          @Override
          public int acknowledge(List<Message> messages) {
            return queue.acknowledge(messages);
          }
        };
    Summary summary =
        new NoteUploadEvents(slow, storage, "pictures", "uploads/", clock)
            .during(Duration.ofSeconds(50), this::note);
    assertThat(polls[0]).isEqualTo(3);
    assertThat(summary.added()).isEqualTo(1);
  }
}
