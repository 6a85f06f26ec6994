package io.dermaflow.scoring;

import static io.dermaflow.scoring.ScoringTables.RUN;
import static io.dermaflow.scoring.ScoringTables.SOURCE;
import static io.dermaflow.scoring.ScoringTables.scored;
import static io.dermaflow.scoring.ScoringTables.selfie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What every {@link ErasedUploads} must do, with the adapters of the same store. */
public abstract class ErasedUploadsContract {

  private final ErasedUploads erased = empty();

  protected abstract ErasedUploads empty();

  /** Adapters of the store of {@link #empty}. */
  protected abstract ScoringTables tables();

  protected abstract IntakeLog log();

  protected abstract void inTransaction(Runnable work);

  @Test
  void remembersWhatWasErasedForGood() {
    erased.mark(List.of("a", "b", "a"));
    erased.mark(List.of("b"));
    erased.mark(List.of());
    assertThat(erased.among(List.of("a", "b", "c"))).containsExactlyInAnyOrder("a", "b");
    assertThat(erased.among(List.of())).isEmpty();
    log().alone("a", turn -> assertThat(turn.erased()).isTrue());
    log().alone("c", turn -> assertThat(turn.erased()).isFalse());
  }

  @Test
  void forgetsAllRowsOfAnUploadAndOfNoOther() {
    ScoringTables tables = tables();
    List<UploadRef> two = List.of(selfie("a", "1"), selfie("b", "1"));
    tables.uploads().note(SOURCE, two);
    tables.shards().plan(RUN, ScoringTables.AT.plusSeconds(1), 0, 10);
    tables.outcomes().keep(RUN, List.of(scored(two.get(0)), scored(two.get(1))));
    log().alone("a", turn -> turn.keep(IntakeLogContract.accepted("a", "1", 0)));
    assertThat(erased.forget(List.of("a"))).isEqualTo(4);
    assertThat(erased.forget(List.of("a"))).isZero();
    assertThat(tables.uploads().find("a")).isEmpty();
    assertThat(tables.outcomes().of("a")).isEmpty();
    assertThat(log().find("a")).isEmpty();
    assertThat(tables.uploads().find("b")).isPresent();
    assertThat(tables.outcomes().of("b")).hasSize(1);
  }

  @Test
  void takesNoNoteOfWhatWasErased() {
    erased.mark(List.of("a"));
    assertThat(tables().uploads().note(SOURCE, List.of(selfie("a", "1"), selfie("b", "1"))))
        .isEqualTo(1);
    assertThat(tables().uploads().find("a")).isEmpty();
  }

  @Test
  void waitsForWritersThatHaveAsked() {
    CompletableFuture<?>[] marking = new CompletableFuture<?>[1];
    inTransaction(
        () -> {
          assertThat(erased.among(List.of("a"))).isEmpty();
          marking[0] = CompletableFuture.runAsync(() -> erased.mark(List.of("a")));
          assertThatThrownBy(() -> marking[0].get(300, TimeUnit.MILLISECONDS))
              .isInstanceOf(TimeoutException.class);
        });
    marking[0].orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(erased.among(List.of("a"))).containsExactly("a");
  }
}
