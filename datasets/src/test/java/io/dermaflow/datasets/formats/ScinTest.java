package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.Details;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.errors.DermaflowException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScinTest {

  private static final String CASES =
      "case_id,fitzpatrick_skin_type,body_parts_head_or_neck,body_parts_arm,related_category,"
          + "image_1_path,image_2_path,image_3_path\n";
  private static final String LABELS =
      "case_id,dermatologist_skin_condition_on_label_name,"
          + "dermatologist_skin_condition_confidence,weighted_skin_condition_label,"
          + "dermatologist_fitzpatrick_skin_type_label_1,"
          + "dermatologist_fitzpatrick_skin_type_label_2,"
          + "monk_skin_tone_label_india,monk_skin_tone_label_us\n";

  private final TestSource source = new TestSource();

  private SourceEntry labelled(String weighted) {
    return source
        .put("scin_cases.csv", "case_id,image_1_path\n7,dataset/images/a.png\n")
        .put(
            "scin_labels.csv",
            "case_id,weighted_skin_condition_label\n7,\"" + weighted.replace("\"", "\"\"") + "\"\n")
        .one("auto");
  }

  @Test
  void readsEveryPictureOfACase() {
    source
        .pictures("dataset/images/a.png", "dataset/images/b.png")
        .put(
            "dataset/scin_cases.csv",
            CASES + "-7,FST2,YES,,ACNE,dataset/images/a.png,dataset/images/b.png,\n")
        .put(
            "dataset/scin_labels.csv",
            LABELS
                + "-7,\"['Acne', 'Folliculitis']\",\"[4, 2]\","
                + "\"{'Acne': 0.67, 'Folliculitis': 0.33}\",FST3,FST4,3.0,4.0\n");
    assertThat(source.recognised()).isEqualTo("scin");
    List<SourceEntry> entries = source.list("auto");

    assertThat(entries)
        .extracting(e -> e.object().key())
        .containsExactly("set/dataset/images/a.png", "set/dataset/images/b.png");
    assertThat(entries).extracting(SourceEntry::subject).containsOnly("scin:-7");
    assertThat(entries).extracting(SourceEntry::unknownLabel).containsOnlyNulls();
    assertThat(entries)
        .extracting(SourceEntry::labels)
        .containsOnly(new Labels(null, null, Set.of("ACNE")));
    String names = "dermatologist_skin_condition_on_label_name";
    assertThat(entries.get(1).details())
        .isEqualTo(
            new Details(
                "monk-4",
                null,
                null,
                null,
                List.of(
                    new Annotation("weighted_skin_condition_label", "condition", "Acne 0.67"),
                    new Annotation(
                        "weighted_skin_condition_label", "condition", "Folliculitis 0.33"),
                    new Annotation(names, "condition", "Acne 4"),
                    new Annotation(names, "condition", "Folliculitis 2"),
                    new Annotation("monk_skin_tone_label_us", "tone", "4.0"),
                    new Annotation("monk_skin_tone_label_india", "tone", "3.0"),
                    new Annotation("dermatologist_fitzpatrick_skin_type_label_1", "tone", "FST3"),
                    new Annotation("fitzpatrick_skin_type", "tone", "FST2"),
                    new Annotation("dermatologist_fitzpatrick_skin_type_label_2", "tone", "FST4"),
                    new Annotation("related_category", "category", "ACNE"),
                    new Annotation("body_parts_head_or_neck", "body_part", "YES"))));
  }

  @Test
  void takesTheFirstToneThatIsStated() {
    source
        .put(
            "scin_cases.csv",
            CASES
                + "1,FST1,,,,1.png,,\n2,FST1,,,,2.png,,\n3,FST1,,,,3.png,,\n"
                + "4,NONE_IDENTIFIED,,,,4.png,,\n")
        .put("scin_labels.csv", LABELS + "1,,,,FST3,,2.0,\n2,,,,FST3,,,\n3,,,,,,,\n4,,,,,,,\n");
    assertThat(source.list("auto"))
        .extracting(e -> e.details().tone())
        .containsExactly("monk-2", "fitzpatrick-3", "fitzpatrick-1", null);
  }

  @Test
  void takesConditionsOfMoreThanHalfTheWeight() {
    assertThat(labelled("{'Rosacea': 0.51, 'Acne': 0.49}").labels().conditions())
        .containsExactly("REDNESS");
    assertThat(labelled("{'Acne': 1.0}").unknownLabel()).isNull();
    SourceEntry half = labelled("{'Acne': 0.5, 'Eczema': 0.5}");
    assertThat(half.unknownLabel()).isEqualTo("Acne 0.5");
    assertThat(half.labels()).isEqualTo(Labels.NONE);
    assertThat(labelled("{'Acne': 0.2, \"Bowen's disease\": 0.8}").unknownLabel())
        .isEqualTo("Bowen's disease");
    assertThat(labelled("{}").unknownLabel()).isEqualTo("no label");
    assertThat(labelled("").unknownLabel()).isEqualTo("no label");
    SourceEntry cut = labelled("{'Acne': 0.6");
    assertThat(cut.unknownLabel())
        .isEqualTo("weighted_skin_condition_label is no dictionary of weights");
    assertThat(cut.details().annotations())
        .containsExactly(
            new Annotation("weighted_skin_condition_label", "condition", "{'Acne': 0.6"));
  }

  @Test
  void findsPicturesByNameAndNamesThoseThatAreGone() {
    source
        .pictures("copy/a.png")
        .put("dataset_scin_cases.csv", CASES + "1,,,,,dataset/images/a.png,dataset/images/z.png,\n")
        .put("dataset_scin_labels.csv", LABELS + "1,,,{'Acne': 1},,,,\n");
    Map<String, SourceEntry> entries = source.read("auto");
    assertThat(entries.get("a.png").object().key()).isEqualTo("set/copy/a.png");
    assertThat(entries.get("z.png").object().etag()).isEqualTo("missing");
    assertThat(entries.get("z.png").labels().conditions()).containsExactly("ACNE");
  }

  @Test
  void setsAPictureAsideThatWasSentInTwice() {
    source
        .put("scin_cases.csv", CASES + "1,,,,,a.png,a.png,b.png\n2,,,,,a.png,,\n9,,,,,c.png,,\n")
        .put("scin_labels.csv", LABELS + "1,,,{'Acne': 1},,,,\n2,,,{'Acne': 1},,,,\n");
    List<SourceEntry> entries = source.list("auto");
    assertThat(entries)
        .extracting(e -> e.object().name())
        .containsExactly("a.png", "b.png", "c.png");
    assertThat(entries)
        .extracting(SourceEntry::unknownLabel)
        .containsExactly("case_id 1 and 2", null, "no label");
  }

  @Test
  void refusesTablesItDoesNotUnderstand() {
    source.put("scin_cases.csv", CASES + "1,,,,,a.png,,\n");
    assertThatThrownBy(() -> source.list("auto"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("0 files scin_labels.csv");
    source.put("scin_labels.csv", "case_id,label\n1,acne\n");
    assertThatThrownBy(() -> source.list("auto"))
        .hasMessageContaining("a column 'weighted_skin_condition_label'");
    source.put("scin_labels.csv", LABELS + "1,,,,,,,\n1,,,,,,,\n");
    assertThatThrownBy(() -> source.list("auto")).hasMessageContaining("Line 3");
    source.put("scin_labels.csv", LABELS + "1,\"['Acne\n");
    assertThatThrownBy(() -> source.list("auto")).hasMessageContaining("never closes");
  }
}
