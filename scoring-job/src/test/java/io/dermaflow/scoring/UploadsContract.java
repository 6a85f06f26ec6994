package io.dermaflow.scoring;

import static io.dermaflow.scoring.ScoringTables.AT;
import static io.dermaflow.scoring.ScoringTables.LATER_RUN;
import static io.dermaflow.scoring.ScoringTables.OTHER_MODEL;
import static io.dermaflow.scoring.ScoringTables.RUN;
import static io.dermaflow.scoring.ScoringTables.SHADOW;
import static io.dermaflow.scoring.ScoringTables.SOURCE;
import static io.dermaflow.scoring.ScoringTables.both;
import static io.dermaflow.scoring.ScoringTables.scored;
import static io.dermaflow.scoring.ScoringTables.selfie;
import static io.dermaflow.scoring.ScoringTables.survey;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Uploads} must do. */
public abstract class UploadsContract {

  private final ScoringTables tables = emptyTables();
  private final Uploads uploads = tables.uploads();

  protected abstract ScoringTables emptyTables();

  @Test
  void takesNoteOfAnUploadOnceUntilItsBytesChange() {
    UploadRef first = selfie("a", "1");
    assertThat(uploads.note(SOURCE, List.of(first))).isEqualTo(1);
    assertThat(uploads.note(SOURCE, List.of(first))).isZero();
    assertThat(uploads.note(SOURCE, List.of(selfie("a", "2")))).isEqualTo(1);
    assertThat(uploads.note(SOURCE, List.of(both("a", "2", "s")))).isEqualTo(1);
    assertThat(uploads.note(SOURCE, List.of(both("a", "2", "t")))).isEqualTo(1);
    assertThat(uploads.count(SOURCE)).isEqualTo(1);
    assertThat(uploads.find("a")).contains(both("a", "2", "t"));
  }

  @Test
  void joinsASurveyThatCameFirstWithItsSelfie() {
    uploads.note(SOURCE, List.of(survey("a", "s")));
    assertThat(uploads.find("a")).contains(survey("a", "s"));
    assertThat(uploads.note(SOURCE, List.of(both("a", "1", "s")))).isEqualTo(1);
    assertThat(uploads.find("a")).contains(both("a", "1", "s"));
  }

  @Test
  void countsWhatIsNewWithoutWritingIt() {
    uploads.note(SOURCE, List.of(selfie("a", "1")));
    assertThat(
            uploads.countChanged(
                SOURCE, List.of(selfie("a", "1"), selfie("b", "1"), selfie("c", "1"))))
        .isEqualTo(2);
    assertThat(uploads.countChanged(SOURCE, List.of())).isZero();
    assertThat(uploads.count(SOURCE)).isEqualTo(1);
  }

  @Test
  void takesAWholePageAndKeysOfAnyCharacters() {
    List<UploadRef> page =
        IntStream.range(0, 1000)
            .mapToObj(i -> selfie("a'\"\\,{}\u00E4\uD83D\uDE00 %_" + i, "\"" + i))
            .toList();
    assertThat(uploads.note(SOURCE, page)).isEqualTo(1000);
    assertThat(uploads.note(SOURCE, page)).isZero();
    assertThat(uploads.find(page.get(7).uploadId())).contains(page.get(7));
    assertThat(uploads.countAll()).isEqualTo(1000);
  }

  @Test
  void countsWhatARunHasToDo() {
    UploadRef a = both("a", "1", "s");
    UploadRef b = both("b", "1", "s");
    uploads.note(SOURCE, List.of(a, b));
    uploads.note("s3://elsewhere/x", List.of(selfie("c", "1")));
    tables.outcomes().keep(RUN, List.of(scored(a)));
    assertThat(tables.pending(LATER_RUN)).isEqualTo(1);
    assertThat(tables.pending(OTHER_MODEL)).isEqualTo(2);
    assertThat(tables.pending(SHADOW)).isEqualTo(2);
    uploads.note(SOURCE, List.of(both("a", "2", "s")));
    assertThat(tables.pending(LATER_RUN)).isEqualTo(2);
  }

  @Test
  void asksAgainWhenTheSurveyChanged() {
    UploadRef a = both("a", "1", "s");
    uploads.note(SOURCE, List.of(a));
    tables.outcomes().keep(RUN, List.of(scored(a)));
    uploads.note(SOURCE, List.of(both("a", "1", "t")));
    assertThat(tables.pending(LATER_RUN)).isEqualTo(1);
  }

  @Test
  void letsHalvesOfUploadsWait() {
    uploads.note(SOURCE, List.of(both("a", "1", "s"), selfie("b", "1"), survey("c", "s")));
    assertThat(uploads.countPending(RUN, AT.minusSeconds(1))).isEqualTo(new Uploads.Pending(1, 2));
    assertThat(uploads.countPending(RUN, AT.plusSeconds(1))).isEqualTo(new Uploads.Pending(3, 0));
  }
}
