package io.dermaflow.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.Publication.Check;
import io.dermaflow.features.Publication.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every {@link Publications} and its {@link FeatureReader} must do. */
public abstract class PublicationsContract {

  private final Stores stores = emptyStores();
  private final Publications publications = stores.publications();
  private final FeatureReader reader = stores.reader();

  protected abstract Stores emptyStores();

  /** The two sides of one store. */
  public record Stores(Publications publications, FeatureReader reader) {}

  private static final List<Check> FINE = List.of(new Check("c", true, "ok"));

  private long complete(long run, String mark, int subjects) {
    Publication begun = publications.begin(run, "digest-" + run);
    Map<String, String> bodies = new HashMap<>();
    for (int i = 0; i < subjects; i++) {
      bodies.put("s" + i, "{\"mark\": \"" + mark + "\"}");
    }
    publications.add(begun.id(), bodies);
    publications.complete(begun.id(), FINE);
    return begun.id();
  }

  @Test
  void showsNothingOfAPublicationUntilTheSwitch() {
    long id = complete(1, "a", 2);
    assertThat(reader.findRecommendation("s0")).isEmpty();
    assertThat(publications.switchTo(id, "ann").state()).isEqualTo(State.CURRENT);
    assertThat(reader.findRecommendation("s0").orElseThrow().body()).contains("\"a\"");
    assertThat(reader.findCurrent().orElseThrow().subjects()).isEqualTo(2);
  }

  @Test
  void readsManySubjectsOfOnePublication() {
    assertThat(reader.findRecommendations(List.of("s0")))
        .isEqualTo(new PublishedRecommendations(0, null, Map.of()));
    Publication served = publications.switchTo(complete(1, "a", 3), "ann");
    PublishedRecommendations found = reader.findRecommendations(List.of("s2", "nobody", "s0"));
    assertThat(found.publication()).isEqualTo(served.id());
    assertThat(found.publishedAt()).isEqualTo(served.publishedAt()).isNotNull();
    assertThat(found.bodies())
        .isEqualTo(Map.of("s0", "{\"mark\": \"a\"}", "s2", "{\"mark\": \"a\"}"));
    PublishedRecommendations none = reader.findRecommendations(List.of("nobody"));
    assertThat(none.publication()).isEqualTo(served.id());
    assertThat(none.bodies()).isEmpty();
  }

  @Test
  void goesOnWithTheSamePublicationInTheSameRun() {
    assertThat(publications.begin(5, "d").id()).isEqualTo(publications.begin(5, "d").id());
  }

  @Test
  void neverServesWhatFailedACheckOrIsNotComplete() {
    long building = publications.begin(1, "d").id();
    long refused = publications.begin(2, "d").id();
    publications.complete(refused, List.of(new Check("allergy", false, "1 subject")));
    assertThatThrownBy(() -> publications.switchTo(refused, "ann"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("allergy");
    assertThatThrownBy(() -> publications.switchTo(building, "ann"))
        .hasMessageContaining("BUILDING");
    assertThatThrownBy(() -> publications.switchTo(99, "ann"))
        .hasMessageContaining("no publication 99");
    assertThat(reader.findCurrent()).isEmpty();
  }

  @Test
  void takesNothingIntoACompletePublication() {
    long id = complete(1, "a", 1);
    assertThatThrownBy(() -> publications.add(id, Map.of("x", "{}")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void replacesASubjectThatIsThereAlready() {
    long id = publications.begin(1, "d").id();
    publications.add(id, Map.of("s0", "{\"mark\": \"a\"}", "s1", "{\"mark\": \"ü\\n\\\\\"}"));
    publications.add(id, Map.of("s0", "{\"mark\": \"b\"}"));
    publications.add(id, Map.of());
    assertThat(publications.page(id, "", 10))
        .isEqualTo(Map.of("s0", "{\"mark\": \"b\"}", "s1", "{\"mark\": \"ü\\n\\\\\"}"));
  }

  @Test
  void takesOverWhatHasNotChanged() {
    long from = complete(1, "a", 3);
    long to = publications.begin(2, "d").id();
    publications.copy(from, to, List.of("s0", "s2"));
    publications.copy(from, to, List.of("s2"));
    publications.add(to, Map.of("s1", "{\"mark\": \"b\"}"));
    assertThat(publications.diff(from, to)).isEqualTo(new Publications.Diff(0, 0, 1, 2));
    assertThatThrownBy(() -> publications.copy(from, to, List.of("s0", "nobody")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has 1 of 2 subjects");
    assertThatThrownBy(() -> publications.copy(to, from, List.of("s0")))
        .hasMessageContaining("not being built");
  }

  @Test
  void erasesASubjectEverywhereAndForWhoFillsAPublicationMeanwhile() {
    long served = complete(1, "a", 2);
    publications.switchTo(served, "ann");
    long building = publications.begin(2, "d").id();
    publications.add(building, Map.of("s0", "{}", "s1", "{}"));
    assertThat(publications.erased(building, List.of("s0", "s1"))).isEmpty();
    assertThat(publications.erase("s0")).isEqualTo(2);
    assertThat(publications.erase("s0")).isZero();
    assertThat(reader.findRecommendation("s0")).isEmpty();
    assertThat(reader.findRecommendation("s1")).isPresent();
    assertThat(publications.page(building, "", 10)).containsOnlyKeys("s1");
    assertThat(publications.erased(building, List.of("s0", "s1"))).containsExactly("s0");
    publications.complete(building, FINE);
    long later = publications.begin(3, "d").id();
    assertThat(publications.erased(later, List.of("s0"))).isEmpty();
  }

  @Test
  void countsWhatDiffers() {
    long a = complete(1, "a", 3);
    long b = complete(2, "b", 4);
    assertThat(publications.diff(a, b)).isEqualTo(new Publications.Diff(1, 0, 3, 0));
    assertThat(publications.diff(a, a)).isEqualTo(new Publications.Diff(0, 0, 0, 3));
  }

  @Test
  void neverShowsAReaderAMixWhileItSwitchesToAndFro() throws Exception {
    long a = complete(1, "one", 1);
    long b = complete(2, "two", 1);
    publications.switchTo(a, "ann");
    AtomicBoolean stop = new AtomicBoolean();
    var pool = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads =
          pool.submit(
              () -> {
                int n = 0;
                while (!stop.get()) {
                  PublishedRecommendation r = reader.findRecommendation("s0").orElseThrow();
                  assertThat(r.body()).contains(r.publication() == a ? "one" : "two");
                  n++;
                }
                return n;
              });
      for (int i = 0; i < 60; i++) {
        publications.switchTo(i % 2 == 0 ? b : a, "ann");
      }
      stop.set(true);
      assertThat(reads.get()).isPositive();
    } finally {
      pool.shutdownNow();
    }
    assertThat(publications.list()).filteredOn(p -> p.state() == State.CURRENT).hasSize(1);
  }
}
