package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.errors.DermaflowException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Acne04V2Test {

  private static final String FILE = "Acne04-v2_annotations.json";

  /** As in the published file. */
  private static final String PUBLISHED =
      """
      {"images": [{"id": 0, "file_name": "levle1_508.jpg", "height": 3456, "width": 3112},
                  {"id": 1, "file_name": "levle2_124.jpg", "height": 3456, "width": 3112},
                  {"id": 2, "file_name": "face.jpg", "height": 3456, "width": 3112}],
       "annotations": [
         {"id": 0, "image_id": 0, "radius": 16, "coordinates": [1319, 1416], "class_name": "acne"},
         {"id": 1, "image_id": 0, "radius": 14, "coordinates": [1499, 1379], "class_name": "acne"},
         {"id": 2, "image_id": 2, "radius": 14, "coordinates": [1499, 1379], "class_name": "acne"},
         {"id": 3, "image_id": 9, "radius": 14, "coordinates": [1499, 1379], "class_name": "acne"}],
       "info": {"version": 2, "year": 2024}}
      """;

  private final TestSource source = new TestSource();

  private Integer lesions(String json) {
    return source.put(FILE, json).one("acne04-v2").details().lesions();
  }

  @Test
  void readsThePublishedFile() {
    source
        .pictures("Classification/JPEGImages/levle1_508.jpg", "images/levle2_124.jpg", "face.jpg")
        .pictures("Classification/JPEGImages/levle0_1.jpg")
        .put("Classification/NNEW_test_0.txt", "levle0_1.jpg 0 1\n")
        .put("v2/" + FILE, PUBLISHED);
    assertThat(source.recognised()).isEqualTo("acne04-v2");
    Map<String, SourceEntry> entries = source.read("auto");

    assertThat(entries).containsOnlyKeys("levle1_508.jpg", "levle2_124.jpg", "face.jpg");
    SourceEntry first = entries.get("levle1_508.jpg");
    assertThat(first.object().key()).isEqualTo("set/Classification/JPEGImages/levle1_508.jpg");
    assertThat(first.object().etag()).isNotEqualTo("missing");
    assertThat(first.labels().severity()).isEqualTo("MODERATE");
    assertThat(first.details().lesions()).isEqualTo(2);
    assertThat(first.details().annotations())
        .containsExactly(
            new Annotation(FILE, "lesions", "2"), new Annotation("name", "severity", "levle1"));
    assertThat(entries.get("levle2_124.jpg").details().lesions()).isZero();
    assertThat(entries.get("face.jpg").unknownLabel()).isEqualTo("no grade");
    assertThat(entries.get("face.jpg").details().lesions()).isEqualTo(1);
    assertThat(entries.get("face.jpg").labels().severity()).isNull();
  }

  @Test
  void takesNoPictureThatHasTheCirclesPaintedOn() {
    source.pictures("examples/levle1_508.jpg").put(FILE, PUBLISHED);
    assertThat(source.read("auto").get("levle1_508.jpg").object().key())
        .isEqualTo("set/levle1_508.jpg");
    source.pictures("images/levle1_508.jpg");
    assertThat(source.read("auto").get("levle1_508.jpg").object().key())
        .isEqualTo("set/images/levle1_508.jpg");
  }

  @Test
  void readsCirclesByName() {
    assertThat(lesions("{\"levle0_1.jpg\": [{\"cx\": 1, \"cy\": 2, \"r\": 3}, [4, 5, 6]]}"))
        .isEqualTo(2);
    assertThat(lesions("{\"levle0_1.jpg\": [], \"info\": {\"year\": 2024}}")).isZero();
    assertThat(lesions("{\"levle0_1.jpg\": {\"circles\": [{\"x\": 1, \"y\": 2, \"radius\": 3}]}}"))
        .isEqualTo(1);
  }

  @Test
  void readsListsOfPicturesAndOfCircles() {
    assertThat(lesions("[{\"image\": \"levle0_1.jpg\", \"circles\": [[1, 2, 3], [1, 2, 4]]}]"))
        .isEqualTo(2);
    assertThat(
            lesions(
                "{\"annotations\": [{\"image_path\": \"a\\\\levle0_1.jpg\", \"shapes\":"
                    + " [{\"label\": \"acne\", \"points\": [[5, 5], [8, 9]]}]}]}"))
        .isEqualTo(1);
    assertThat(
            lesions(
                "[{\"image\": \"levle0_1.jpg\", \"coordinates\": [1, 2], \"radius\": 3},"
                    + " {\"image\": \"levle0_1.jpg\", \"coordinates\": [4, 5], \"radius\": 6}]"))
        .isEqualTo(2);
    assertThat(
            lesions(
                "{\"levle0_1.jpg123\": {\"filename\": \"levle0_1.jpg\", \"regions\": {\"0\":"
                    + " {\"shape_attributes\": {\"name\": \"circle\", \"cx\": 1, \"cy\": 2,"
                    + " \"r\": 3}}}}}"))
        .isEqualTo(1);
  }

  @Test
  void countsNoCircleWithoutExtent() {
    assertThat(
            lesions(
                "{\"levle0_1.jpg\": [[1, 2, 0], [1, 2, -3], [1, 2, 1e999], [1e999, 2, 3],"
                    + " [\"1\", 2, 3], {\"x\": 1, \"y\": 2, \"r\": null}, [1, 2, 0.5]]}"))
        .isEqualTo(1);
  }

  @Test
  void prefersAGradeThatTheFileStates() {
    SourceEntry entry =
        source
            .put(FILE, "[{\"image\": \"levle0_1.jpg\", \"grade\": 3, \"circles\": [[1, 2, 3]]}]")
            .one("auto");
    assertThat(entry.labels().severity()).isEqualTo("VERY_SEVERE");
    assertThat(entry.unknownLabel()).isNull();
    assertThat(entry.details().annotations())
        .containsExactly(
            new Annotation(FILE, "severity", "3"),
            new Annotation(FILE, "lesions", "1"),
            new Annotation("name", "severity", "levle0"));
    entry =
        source
            .put(FILE, "[{\"image\": \"levle0_1.jpg\", \"severity\": \"bad\", \"circles\": []}]")
            .one("auto");
    assertThat(entry.unknownLabel()).isEqualTo("grade bad");
    entry =
        source
            .put(FILE, "[{\"image\": \"levle0_1.jpg\", \"label\": \"acne\", \"circles\": []}]")
            .one("auto");
    assertThat(entry.labels().severity()).isEqualTo("MILD");
    assertThat(entry.labels().conditions()).isNull();
  }

  @Test
  void countsNoLesionTwiceWhereTwoFilesSpeakOfAPicture() {
    source
        .put(FILE, "{\"levle0_1.jpg\": [[1, 2, 3]], \"levle0_2.jpg\": [[1, 2, 3]]}")
        .put("sample_" + FILE, "{\"levle0_1.jpg\": [[1, 2, 3]], \"levle0_2.jpg\": []}");
    Map<String, SourceEntry> entries = source.read("auto");
    assertThat(entries.get("levle0_1.jpg").details().lesions()).isEqualTo(1);
    assertThat(entries.get("levle0_2.jpg").details().lesions()).isNull();
  }

  @Test
  void looksForCirclesInOtherFilesOnlyWhenItIsNamed() {
    source
        .pictures("mild/levle0_1.jpg")
        .put("circles.json", "{\"levle0_1.jpg\": [[1, 2, 3]]}")
        .put("broken.json", "{\"levle0_1.jpg\": [")
        .put("boxes.json", "{\"levle0_1.jpg\": [[1, 2, 3, 4]]}")
        .put("below/more.json", "{\"levle0_2.jpg\": [[1, 2, 3]]}");
    assertThat(source.recognised()).isEqualTo("folders");
    SourceEntry entry = source.one("acne04-v2");
    assertThat(entry.object().key()).isEqualTo("set/mild/levle0_1.jpg");
    assertThat(entry.details().annotations())
        .containsExactly(
            new Annotation("circles.json", "lesions", "1"),
            new Annotation("name", "severity", "levle0"));
  }

  @Test
  void refusesAFileThatHoldsNoCircles() {
    source.put(FILE, PUBLISHED.substring(0, 300));
    assertThatThrownBy(() -> source.list("auto"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining(FILE + " is no JSON");
    for (String json :
        List.of(
            "5",
            "[]",
            "{\"images\": [], \"annotations\": []}",
            "{\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}],"
                + " \"annotations\": [{\"image_id\": 1, \"bbox\": [1, 2, 3, 4]}]}",
            "{\"a.jpg\": \"mild\"}")) {
      source.put(FILE, json);
      assertThatThrownBy(() -> source.list("auto")).hasMessageContaining("holds no circles");
    }
    TestSource other = new TestSource().put("other.json", "{}");
    assertThatThrownBy(() -> other.list("acne04-v2")).hasMessageContaining("[other.json]");
  }
}
