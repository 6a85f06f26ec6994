package io.dermaflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetReaderTest {

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final Source source = new Source("test", storage, "");

  private void put(String key, String text) {
    storage.write(key, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  private List<SourceEntry> read() {
    try (var entries = new DatasetReader().read(source)) {
      return entries.toList();
    }
  }

  @Test
  void readsAFolderALabelAlsoBelowSplits() {
    put("mild/a.jpg", "x");
    put("test/oily/b.PNG", "x");
    put("train/levle2/c.jpg", "x");
    put("notes.txt", "x");
    List<SourceEntry> entries = read();
    assertThat(entries)
        .extracting(e -> e.labels().severity())
        .containsExactly("MILD", null, "SEVERE");
    assertThat(entries.get(1).labels().skinType()).isEqualTo("OILY");
    assertThat(entries).extracting(SourceEntry::split).containsExactly(null, "test", "train");
  }

  @Test
  void namesAFolderItDoesNotKnow() {
    put("banana/a.jpg", "x");
    assertThat(read()).extracting(SourceEntry::unknownLabel).containsExactly("banana");
  }

  @Test
  void groupsCopiesByTheNameBeforeTheCopyingTool() {
    put("dry/face_jpg.rf.1a2b.jpg", "x");
    put("dry/face_jpg.rf.3c4d.jpg", "x");
    assertThat(read()).extracting(SourceEntry::group).containsExactly("face_jpg", "face_jpg");
  }

  @Test
  void readsAManifest() {
    put("faces/1.jpg", "x");
    put(
        "manifest.csv",
        "path,severity,skin_type,conditions,split\nfaces/1.jpg,very severe,,\"acne|redness\",test\n");
    SourceEntry entry = read().get(0);
    assertThat(entry.labels())
        .isEqualTo(new Labels("VERY_SEVERE", null, Set.of("ACNE", "REDNESS")));
    assertThat(entry.split()).isEqualTo("test");
  }

  @Test
  void refusesAManifestItDoesNotUnderstand() {
    put("manifest.csv", "path,colour\nx.jpg,red\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("column 'colour'");
    put("manifest.csv", "path,severity\nx.jpg\n");
    assertThatThrownBy(this::read).hasMessageContaining("Line 2").hasMessageContaining("1 cells");
  }
}
