package io.dermaflow.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link FeatureStore} and its {@link FeatureReader} must do. */
public abstract class FeatureStoreContract {

  private final Stores stores = emptyStores();
  private final FeatureStore store = stores.store();
  private final FeatureReader reader = stores.reader();

  protected abstract Stores emptyStores();

  /** The two sides of one store. */
  public record Stores(FeatureStore store, FeatureReader reader) {}

  private static SkinFeatures features(String upload, String subject, String time, int score) {
    return new SkinFeatures(
        upload,
        subject,
        "etag",
        "skin@1",
        "prep",
        Instant.parse(time),
        "MILD",
        0.75,
        "OILY",
        0.5,
        Map.of("ACNE", 0.25),
        score,
        "light-warm",
        "{\"skin_type\": \"oily\"}",
        null);
  }

  @Test
  void readsBackWhatWasWritten() {
    SkinFeatures row = features("u1", "s1", "2026-01-02T03:04:05Z", 80);
    assertThat(store.write(List.of(row))).isEqualTo(1);
    assertThat(reader.findFeatures("s1")).contains(row);
    assertThat(reader.findFeatures("nobody")).isEmpty();
  }

  @Test
  void keepsOneRowPerUploadEtagModelAndPreprocessing() {
    SkinFeatures row = features("u1", "s1", "2026-01-01T00:00:00Z", 80);
    assertThat(store.write(List.of(row))).isEqualTo(1);
    assertThat(store.write(List.of(row))).isZero();
  }

  @Test
  void neverLetsLateDataOverwriteNewer() {
    store.write(List.of(features("new", "s1", "2026-02-01T00:00:00Z", 70)));
    store.write(List.of(features("old", "s1", "2026-01-01T00:00:00Z", 90)));
    assertThat(reader.findFeatures("s1").orElseThrow().uploadId()).isEqualTo("new");
    assertThat(store.page(store.position(), "", 10))
        .extracting(SkinFeatures::uploadId)
        .containsExactly("new");
  }

  @Test
  void showsAFixedStateAtAPosition() {
    store.write(List.of(features("a", "s1", "2026-01-01T00:00:00Z", 1)));
    long position = store.position();
    String digest = store.digest(position);
    store.write(List.of(features("b", "s1", "2026-01-02T00:00:00Z", 2)));
    assertThat(store.page(position, "", 10))
        .extracting(SkinFeatures::uploadId)
        .containsExactly("a");
    assertThat(store.digest(position)).isEqualTo(digest);
    assertThat(store.digest(store.position())).isNotEqualTo(digest);
  }

  @Test
  void pagesOverSubjectsInOrderAndLeavesUnclaimedUploadsOut() {
    store.write(
        List.of(
            features("1", "c", "2026-01-01T00:00:00Z", 1),
            features("2", "a", "2026-01-01T00:00:00Z", 1),
            features("3", "b", "2026-01-01T00:00:00Z", 1),
            features("4", null, "2026-01-01T00:00:00Z", 1)));
    assertThat(store.page(store.position(), "", 2))
        .extracting(SkinFeatures::subjectId)
        .containsExactly("a", "b");
    assertThat(store.page(store.position(), "b", 2))
        .extracting(SkinFeatures::subjectId)
        .containsExactly("c");
  }
}
