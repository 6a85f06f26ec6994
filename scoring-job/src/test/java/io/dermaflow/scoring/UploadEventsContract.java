package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.scoring.UploadEvents.Created;
import io.dermaflow.scoring.UploadEvents.Event;
import io.dermaflow.scoring.UploadEvents.Fault;
import io.dermaflow.scoring.UploadEvents.Message;
import io.dermaflow.scoring.UploadEvents.Other;
import io.dermaflow.scoring.UploadEvents.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link UploadEvents} must do. */
public abstract class UploadEventsContract {

  /** An empty queue; the same for the whole of a test. */
  protected abstract UploadEvents events();

  /** Sends the body of a message as the storage would. */
  protected abstract void send(String body);

  /** Lets so much time pass that what is hidden shows again. */
  protected abstract void waitUntilHiddenShows();

  private List<Event> said(String body) {
    send(body);
    List<Message> messages = events().poll();
    assertThat(messages).hasSize(1);
    assertThat(events().acknowledge(messages)).isEqualTo(1);
    return messages.get(0).events();
  }

  private Created created(String encodedKey) {
    List<Event> events = said(Notifications.created("pictures", encodedKey));
    assertThat(events).hasSize(1);
    return (Created) events.get(0);
  }

  @Test
  void givesNothingFromAnEmptyQueue() {
    assertThat(events().poll()).isEmpty();
    assertThat(events().acknowledge(List.of())).isZero();
  }

  @Test
  void saysWhatWasWrittenWhere() {
    assertThat(created("uploads/u1/selfie.jpg"))
        .isEqualTo(
            new Created(
                "pictures",
                "uploads/u1/selfie.jpg",
                "d41d8cd98f00b204e9800998ecf8427e",
                1024L,
                Instant.parse("2026-03-01T11:59:58.123Z"),
                "0055AED6DCD90281E5"));
  }

  @Test
  void saysAllOfAMessageWithSeveralRecords() {
    assertThat(
            said(
                Notifications.message(
                    Notifications.record("ObjectCreated:Put", "pictures", "uploads/a/selfie.jpg"),
                    Notifications.record("ObjectRemoved:Delete", "pictures", "uploads/b/x.jpg"),
                    Notifications.record(
                        "s3:ObjectCreated:CompleteMultipartUpload",
                        "others",
                        "uploads/c/survey.json"))))
        .satisfiesExactly(
            first -> assertThat(((Created) first).key()).isEqualTo("uploads/a/selfie.jpg"),
            second -> assertThat(second).isEqualTo(new Other("ObjectRemoved:Delete")),
            third -> assertThat(((Created) third).bucket()).isEqualTo("others"));
  }

  @Test
  void decodesKeys() {
    assertThat(created("uploads/red+flower%20two/selfie.jpg").key())
        .isEqualTo("uploads/red flower two/selfie.jpg");
    assertThat(created("uploads/1%2B1%3D2%25/selfie.jpg").key())
        .isEqualTo("uploads/1+1=2%/selfie.jpg");
    assertThat(created("uploads/%E9%A1%94-na%C3%AFve/selfie.jpg").key())
        .isEqualTo("uploads/顔-naïve/selfie.jpg");
    assertThat(created("uploads%2F%f0%9f%98%80/selfie.jpg").key())
        .isEqualTo("uploads/\uD83D\uDE00/selfie.jpg");
    assertThat(created("uploads/顔😀/selfie.jpg").key()).isEqualTo("uploads/顔😀/selfie.jpg");
  }

  @Test
  void makesDoWithBucketAndKey() {
    assertThat(
            said(
                """
                {"Records": [{"eventName": "ObjectCreated:Put", "eventTime": "yesterday",
                  "s3": {"bucket": {"name": "b"}, "object": {"key": "k", "size": "big"}}}]}
                """))
        .containsExactly(new Created("b", "k", null, null, null, null));
  }

  @Test
  void knowsTheTestEvent() {
    assertThat(said(Notifications.TEST)).containsExactly(new UploadEvents.Test());
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    assertThat(faults("no JSON {")).containsExactly(Fault.NOT_JSON);
    assertThat(faults("{\"Records\": [{\"eventName\"")).containsExactly(Fault.NOT_JSON);
    assertThat(faults("[".repeat(100_000))).containsExactly(Fault.NOT_JSON);
    assertThat(faults(" ")).containsExactly(Fault.NOT_A_NOTIFICATION);
    assertThat(faults("{\"Records\": []}")).containsExactly(Fault.NOT_A_NOTIFICATION);
    assertThat(faults("{\"Records\": \"none\"}")).containsExactly(Fault.NOT_A_NOTIFICATION);
    assertThat(faults("[7]")).containsExactly(Fault.NOT_A_NOTIFICATION);
    assertThat(faults("{\"Records\": [7]}")).containsExactly(Fault.INCOMPLETE_RECORD);
    assertThat(
            faults(
                "{\"Records\": [{\"eventName\": \"ObjectCreated:Put\", \"s3\": {\"bucket\": {}}}]}"))
        .containsExactly(Fault.INCOMPLETE_RECORD);
    for (String key : List.of("a%", "a%4", "a%zz", "a%ff%fe", "%F0%9F%98")) {
      assertThat(faults(Notifications.created("pictures", key)))
          .as(key)
          .containsExactly(Fault.UNDECODABLE_KEY);
    }
  }

  @Test
  void understandsWhatItCanOfAMessage() {
    List<Event> events =
        said(
            Notifications.message(
                Notifications.record("ObjectCreated:Put", "pictures", "uploads/a/%zz"),
                Notifications.record("ObjectCreated:Put", "pictures", "uploads/b/selfie.jpg")));
    assertThat(new Message("id", "receipt", 1, events).isReadable()).isFalse();
    assertThat(events.get(0)).isInstanceOf(Unreadable.class);
    assertThat(((Created) events.get(1)).key()).isEqualTo("uploads/b/selfie.jpg");
  }

  private List<Fault> faults(String body) {
    return said(body).stream().map(event -> ((Unreadable) event).fault()).toList();
  }

  @Test
  void givesAMessageAgainUntilItIsAcknowledged() {
    send(Notifications.TEST);
    Message first = events().poll().get(0);
    assertThat(first.receives()).isEqualTo(1);
    assertThat(events().poll()).as("hidden while somebody has it").isEmpty();
    waitUntilHiddenShows();
    Message second = events().poll().get(0);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.receives()).isEqualTo(2);
    assertThat(events().acknowledge(List.of(second))).isEqualTo(1);
    waitUntilHiddenShows();
    assertThat(events().poll()).isEmpty();
  }

  @Test
  void givesAndRemovesMoreThanOneCallCarries() {
    for (int i = 0; i < 23; i++) {
      send(Notifications.created("pictures", "uploads/u" + i + "/selfie.jpg"));
    }
    List<Message> all = new ArrayList<>();
    for (List<Message> some = events().poll(); !some.isEmpty(); some = events().poll()) {
      all.addAll(some);
    }
    assertThat(all).hasSize(23).extracting(Message::id).doesNotHaveDuplicates();
    assertThat(events().acknowledge(all)).isEqualTo(23);
    waitUntilHiddenShows();
    assertThat(events().poll()).isEmpty();
  }
}
