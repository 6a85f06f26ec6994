package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.SourceEntry;
import org.junit.jupiter.api.Test;

class CocoTest {

  private static final String FILE = "train/_annotations.coco.json";

  private final TestSource source = new TestSource();

  @Test
  void keepsTheCategoriesAsTheyAreCalled() {
    SourceEntry entry =
        source
            .pictures("train/a.jpg")
            .put(
                FILE,
                """
                {"images": [{"id": "x1", "file_name": "a.jpg"}],
                 "categories": [{"id": 1, "name": "Acne Vulgaris"}, {"id": 2, "name": "mole"},
                                {"id": 3, "name": "Mild"}],
                 "annotations": [{"image_id": "x1", "category_id": 1},
                                 {"image_id": "x1", "category_id": 2},
                                 {"image_id": "x1", "category_id": 2},
                                 {"image_id": "x1", "category_id": 3}]}
                """)
            .one("auto");
    assertThat(entry.unknownLabel()).isEqualTo("mole");
    assertThat(entry.labels().severity()).isEqualTo("MILD");
    assertThat(entry.details().annotations())
        .containsExactly(
            new Annotation("_annotations.coco.json", "condition", "Acne Vulgaris"),
            new Annotation("_annotations.coco.json", "severity", "Mild"),
            new Annotation("_annotations.coco.json", "label", "mole"),
            new Annotation("folder", "split", "train"));
  }

  @Test
  void refusesAnImageWithoutAName() {
    source.put(
        FILE,
        """
        {"images": [{"id": 1, "file_name": "a.jpg"}, {"id": 2}],
         "categories": [], "annotations": []}
        """);
    assertThatThrownBy(() -> source.list("auto")).hasMessageContaining("Image 2 of " + FILE);
  }
}
