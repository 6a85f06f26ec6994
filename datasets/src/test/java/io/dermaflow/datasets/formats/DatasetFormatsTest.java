package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.InMemoryObjectStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DatasetFormatsTest {

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final Source source = new Source("test", storage, "set/");

  private void put(String path, String text) {
    storage.write("set/" + path, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  private Map<String, SourceEntry> read(String format) {
    try (var entries = DatasetFormats.of(format, source).read(source)) {
      return entries.collect(Collectors.toMap(e -> e.object().name(), e -> e));
    }
  }

  @Test
  void readsAcne04AsPublishedWithoutItsSplits() {
    for (int i = 0; i < 4; i++) {
      put("Classification/JPEGImages/levle" + i + "_" + i + ".jpg", "x" + i);
    }
    put("Classification/JPEGImages/levle0_9.jpg", "x9");
    put("Classification/NNEW_trainval_0.txt", "levle0_0.jpg  0  3\r\nlevle1_1.jpg 1\t7\n");
    put("Classification/NNEW_test_0.txt", "levle2_2.jpg 2 30 extra\nlevle3_3.jpg 3 60\n");
    put("Classification/NNEW_test_1.txt", "levle0_0.jpg 0 3\ngone.jpg 1 6\nlevle1_1.jpg 2 7\n");

    assertThat(DatasetFormats.of("auto", source).name()).isEqualTo("acne04");
    Map<String, SourceEntry> entries = read("acne04");

    assertThat(entries).hasSize(6);
    assertThat(entries.get("levle0_0.jpg").labels().severity()).isEqualTo("MILD");
    assertThat(entries.get("levle2_2.jpg").labels().severity()).isEqualTo("SEVERE");
    assertThat(entries.get("levle3_3.jpg").labels().severity()).isEqualTo("VERY_SEVERE");
    assertThat(entries.values()).extracting(SourceEntry::split).containsOnlyNulls();
    assertThat(entries.get("levle1_1.jpg").unknownLabel()).isEqualTo("grades 1 and 2");
    assertThat(entries.get("levle0_9.jpg").unknownLabel()).isEqualTo("in no list");
    assertThat(entries.get("gone.jpg").object().etag()).isEqualTo("missing");
  }

  @Test
  void refusesAnAcne04ListThatIsNone() {
    put("NNEW_test_0.txt", "levle0_0.jpg\n");
    assertThatThrownBy(() -> read("acne04"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("Line 1 of NNEW_test_0.txt")
        .hasMessageContaining("<grade>");
  }

  private static final String COCO =
      """
      {"images": [{"id": 1, "file_name": "a_jpg.rf.12ab.jpg"}, {"id": 2, "file_name": "b.jpg"},
                  {"id": 3, "file_name": "c.jpg"}, {"id": 4, "file_name": "d.jpg"}],
       "categories": [{"id": 0, "name": "acne"}, {"id": 1, "name": "dark_spots"},
                      {"id": 2, "name": "banana"}, {"id": 3, "name": "mild"},
                      {"id": 4, "name": "severe"}],
       "annotations": [{"image_id": 1, "category_id": 0}, {"image_id": 1, "category_id": 0},
                       {"image_id": 1, "category_id": 1}, {"image_id": 1, "category_id": 3},
                       {"image_id": 2, "category_id": 2},
                       {"image_id": 3, "category_id": 3}, {"image_id": 3, "category_id": 4}]}
      """;

  @Test
  void readsCocoWithAFileASplit() {
    for (String name : List.of("a_jpg.rf.12ab.jpg", "b.jpg", "c.jpg", "d.jpg")) {
      put("valid/" + name, name);
    }
    put("valid/_annotations.coco.json", COCO);

    assertThat(DatasetFormats.of("auto", source).name()).isEqualTo("coco");
    Map<String, SourceEntry> entries = read("coco");

    SourceEntry first = entries.get("a_jpg.rf.12ab.jpg");
    assertThat(first.labels().conditions()).isEqualTo(Set.of("ACNE", "HYPERPIGMENTATION"));
    assertThat(first.labels().severity()).isEqualTo("MILD");
    assertThat(first.group()).isEqualTo("a_jpg");
    assertThat(first.split()).isEqualTo("valid");
    assertThat(first.unknownLabel()).isNull();
    assertThat(first.object().etag()).isNotEqualTo("missing");
    assertThat(entries.get("b.jpg").unknownLabel()).isEqualTo("banana");
    assertThat(entries.get("c.jpg").unknownLabel()).isEqualTo("MILD and SEVERE");
    assertThat(entries.get("d.jpg").unknownLabel()).isEqualTo("no annotation");
  }

  @Test
  void findsCocoPicturesInAFolderOfTheirOwn() {
    put("images/b.jpg", "x");
    put("annotations/instances_all.json", COCO);
    assertThat(read("auto").get("b.jpg").object().key()).isEqualTo("set/images/b.jpg");
  }

  @Test
  void refusesCocoThatIsNone() {
    put("_annotations.coco.json", "{\"images\": [");
    assertThatThrownBy(() -> read("coco")).hasMessageContaining("no JSON");
    put("_annotations.coco.json", "{\"images\": [], \"annotations\": []}");
    assertThatThrownBy(() -> read("coco")).hasMessageContaining("'categories'");
  }

  @Test
  void readsOurManifestAsJsonLines() {
    put("p/1.jpg", "x");
    put(
        "manifest.jsonl",
        """
        {"path": "p/1.jpg", "severity": 2, "conditions": ["acne", "redness"], "subject": "s1"}

        {"path": "p/2.jpg", "conditions": [], "split": "test", "skin_type": null}
        {"path": "p/3.jpg", "severity": "green"}
        """);
    Map<String, SourceEntry> entries = read("auto");
    assertThat(entries.get("1.jpg").labels().severity()).isEqualTo("SEVERE");
    assertThat(entries.get("1.jpg").labels().conditions()).isEqualTo(Set.of("ACNE", "REDNESS"));
    assertThat(entries.get("1.jpg").subject()).isEqualTo("s1");
    assertThat(entries.get("2.jpg").labels().conditions()).isEmpty();
    assertThat(entries.get("2.jpg").split()).isEqualTo("test");
    assertThat(entries.get("3.jpg").unknownLabel()).isEqualTo("green");
  }

  @Test
  void namesTheLineOfAJsonManifestThatIsWrong() {
    put("manifest.jsonl", "{\"path\": \"a.jpg\"}\n{\"path\": \n");
    assertThatThrownBy(() -> read("auto")).hasMessageContaining("Line 2");
    put("manifest.jsonl", "{\"file\": \"a.jpg\"}");
    assertThatThrownBy(() -> read("auto"))
        .hasMessageContaining("Line 1")
        .hasMessageContaining("path");
    put("manifest.jsonl", "{\"path\": \"a.jpg\", \"colour\": \"red\"}");
    assertThatThrownBy(() -> read("auto")).hasMessageContaining("'colour'");
  }

  @Test
  void takesOtherNamesOfTheValidationSplit() {
    put("val/mild/a.jpg", "x");
    put("validation/mild/b.jpg", "x");
    assertThat(read("folders").values()).extracting(SourceEntry::split).containsOnly("valid");
  }

  @Test
  void saysWhichFormatsThereAre() {
    put("mild/a.jpg", "x");
    assertThatThrownBy(() -> read("pascal"))
        .hasMessageContaining("acne04")
        .hasMessageContaining("coco");
    assertThatThrownBy(() -> read("acne04")).hasMessageContaining("not laid out as acne04");
  }
}
