package io.dermaflow.scheduler.serving.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.scheduler.serving.PublishedAnswers.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CachedAnswersTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000); // it may wrap
  private final MemoryStore store = new MemoryStore();
  private SwitchWatch watch = watch(1 << 20);
  private CachedAnswers answers = answers(watch);

  private SwitchWatch watch(long capacity) {
    return new SwitchWatch(store, store, store.publications(), capacity, nanos::get);
  }

  private CachedAnswers answers(SwitchWatch of) {
    return new CachedAnswers(
        store, of, new AnswerSource(store, store, of), new AnswerCaches(1 << 20, null), nanos::get);
  }

  private void look() {
    nanos.addAndGet(1_000);
    watch.look();
  }

  private static JsonNode json(Answer answer) {
    return Json.tree(new String(answer.json(), StandardCharsets.UTF_8));
  }

  private String mark(String subject) {
    return answers
        .find(subject)
        .map(answer -> json(answer).path("recommendation").path("mark").asString())
        .orElse("none");
  }

  private void serve(long publication, String mark) {
    store.fill(publication, "anna", "{\"mark\": \"%s\", \"b\": [1, 2]}".formatted(mark));
    store.fill(publication, "ben", "{\"mark\": \"%s\"}".formatted(mark));
    store.serve(publication);
  }

  @Test
  void putsAnAnswerTogetherAsItIsSent() {
    serve(1, "a \\\" b: , c");
    Answer answer = answers.find("anna").orElseThrow();
    assertThat(new String(answer.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"publication\":1,\"published_at\":\"2026-01-01T00:00:01Z\",\"subject_id\":\"anna\",\"source\":\"publication\",\"recommendation\":{\"mark\":\"a \\\" b: , c\",\"b\":[1,2]}}");
    assertThat(answer.etag()).matches("\"[0-9a-f]{24}\"");
  }

  @Test
  void readsTheDatabaseOnce() {
    serve(1, "a");
    for (int i = 0; i < 5; i++) {
      assertThat(mark("anna")).isEqualTo("a");
      assertThat(mark("nobody")).isEqualTo("none");
    }
    assertThat(answers.find(List.of("anna", "nobody"))).hasSize(1);
    assertThat(store.reads).containsExactly(Set.of("anna"), Set.of("nobody"));
  }

  @Test
  void asksNobodyForWhatIsNoSubject() {
    serve(1, "a");
    assertThat(answers.find("a\0b")).isEmpty();
    assertThat(answers.find("x".repeat(129))).isEmpty();
    assertThat(answers.find(List.of("a b"))).isEmpty();
    assertThat(store.reads).isEmpty();
  }

  @Test
  void showsASwitchWhenItWasSeen() {
    serve(1, "a");
    String before = answers.find("anna").orElseThrow().etag();
    serve(2, "b");
    look();
    assertThat(mark("anna")).isEqualTo("b");
    assertThat(answers.find("anna").orElseThrow().etag()).isNotEqualTo(before);
    store.serve(1);
    look();
    assertThat(mark("anna")).isEqualTo("a");
    assertThat(json(answers.find("anna").orElseThrow()).path("published_at").asString())
        .isEqualTo("2026-01-01T00:00:03Z");
  }

  @Test
  void putsLiveRecommendationsInFrontAndErasesThem() {
    serve(1, "a");
    assertThat(mark("anna")).isEqualTo("a");
    assertThat(mark("carl")).isEqualTo("none");
    store.put("anna", "{\"mark\": \"live\"}", Instant.parse("2026-01-05T00:00:00Z"));
    store.put("carl", "{\"mark\": \"first\"}", Instant.parse("2026-01-05T00:00:00Z"));
    look();
    JsonNode anna = json(answers.find("anna").orElseThrow());
    assertThat(anna.path("source").asString()).isEqualTo("live");
    assertThat(anna.path("publication").asLong()).isEqualTo(1);
    assertThat(anna.path("published_at").asString()).isEqualTo("2026-01-05T00:00:00Z");
    assertThat(mark("carl")).isEqualTo("first");
    assertThat(mark("ben")).isEqualTo("a");
    store.erase("anna");
    look();
    assertThat(mark("anna")).isEqualTo("none");
    assertThat(mark("carl")).isEqualTo("first");
  }

  @Test
  void forgetsAtOnceWhatItsOwnProcessHasChanged() {
    serve(1, "a");
    assertThat(mark("anna")).isEqualTo("a");
    store.put("anna", "{\"mark\": \"live\"}", MemoryStore.START);
    answers.forget("anna");
    assertThat(mark("anna")).isEqualTo("live");
  }

  @Test
  void keepsNothingThatWasReadBeforeAChange() {
    serve(1, "a");
    mark("ben");
    store.beforeRead =
        () -> {
          store.beforeRead = () -> {};
          store.put("anna", "{\"mark\": \"live\"}", MemoryStore.START);
          look(); // the change is told while the older answer is on its way
        };
    assertThat(mark("anna")).isEqualTo("a");
    assertThat(mark("anna")).isEqualTo("live");
  }

  @Test
  void readsManyOfOnePublicationThoughASwitchComesBetween() {
    serve(1, "a");
    mark("anna");
    store.fill(2, "anna", "{\"mark\": \"b\"}");
    store.fill(2, "ben", "{\"mark\": \"b\"}");
    store.serve(2); // nobody has looked yet: anna is kept, ben has to be read
    nanos.addAndGet(1_000);
    Map<String, Answer> found = answers.find(List.of("anna", "ben"));
    assertThat(found.values())
        .extracting(answer -> json(answer).path("publication").asLong())
        .containsExactly(2L, 2L);
  }

  @Test
  void servesNothingThatMayHaveBeenReplaced() {
    serve(1, "a");
    assertThat(mark("anna")).isEqualTo("a");
    store.away = true;
    nanos.addAndGet(Duration.ofMillis(4_900).toNanos());
    assertThat(mark("anna")).isEqualTo("a");
    nanos.addAndGet(Duration.ofMillis(200).toNanos());
    assertThatThrownBy(() -> answers.find("anna"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("a database that answers");
    serve(2, "b");
    store.away = false;
    nanos.addAndGet(Duration.ofMillis(1_100).toNanos());
    assertThat(mark("anna")).isEqualTo("b");
  }

  @Test
  void answersBeforeThereIsAPublication() {
    assertThat(mark("anna")).isEqualTo("none");
    store.put("anna", "{\"mark\": \"live\"}", MemoryStore.START);
    look();
    assertThat(mark("anna")).isEqualTo("live");
    assertThat(json(answers.find("anna").orElseThrow()).path("publication").asLong()).isZero();
  }

  @Test
  void deflatesWhatWouldNotFit() {
    String sentence = "\"It is gentle, costs little, and is for skin as dry as yours.\"";
    for (int i = 0; i < 50; i++) {
      store.fill(
          1,
          "s" + i,
          "{\"mark\": \"m%d\", \"why\": [%s]}"
              .formatted(i, (sentence + ", ").repeat(30) + sentence));
    }
    store.serve(1);
    watch = watch(20_000);
    answers = answers(watch);
    assertThat(watch.current().packing()).isNotSameAs(Packing.PLAIN);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 50; i++) {
        assertThat(mark("s" + i)).isEqualTo("m" + i);
      }
    }
    assertThat(store.reads).hasSize(50);
    byte[] json = answers.find("s7").orElseThrow().json();
    assertThat(watch.current().packing().pack(json).bytes().length).isLessThan(200);
  }

  @Test
  void readsOnceForAllWhoWait() throws Exception {
    for (int i = 0; i < 40; i++) {
      store.fill(1, "s" + i, "{\"mark\": \"m%d\"}".formatted(i));
    }
    store.serve(1);
    watch.look();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    store.beforeRead =
        () -> {
          store.beforeRead = () -> {};
          begun.countDown();
          await(go);
        };
    ExecutorService pool = Executors.newFixedThreadPool(40);
    try {
      Future<String> first = pool.submit(() -> mark("s0"));
      await(begun);
      List<Future<String>> others =
          IntStream.range(1, 40).mapToObj(i -> pool.submit(() -> mark("s" + i))).toList();
      while (answers.waiting() < 39) {
        Thread.onSpinWait();
      }
      go.countDown();
      assertThat(first.get()).isEqualTo("m0");
      for (int i = 1; i < 40; i++) {
        assertThat(others.get(i - 1).get()).isEqualTo("m" + i);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(store.reads).hasSize(2);
    assertThat(store.reads.get(1)).hasSize(39);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
