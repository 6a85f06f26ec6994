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

class Fitzpatrick17kTest {

  private static final String HEADER =
      "md5hash,fitzpatrick_scale,fitzpatrick_centaur,label,nine_partition_label,"
          + "three_partition_label,qc,url,url_alphanum\n";

  private final TestSource source = new TestSource();

  private static String row(String hash, String cells) {
    return "%s,%s,inflammatory,non-neoplastic,,https://x.org/%s.jpg,httpxorg%sjpg.jpg\n"
        .formatted(hash, cells, hash, hash);
  }

  @Test
  void findsPicturesByTheirHashOrTheirAddress() {
    source
        .pictures("a1.jpg", "images/b2.PNG", "data/finalfitz17k/httpxorgc3jpg.jpg")
        .put(
            "data/fitzpatrick17k.csv",
            HEADER
                + row("a1", "3,4,acne vulgaris")
                + row("b2", "-1,5,rosacea")
                + row("c3", "-1,-1,acne")
                + row("d4", "6,6,psoriasis"));
    assertThat(source.recognised()).isEqualTo("fitzpatrick17k");
    List<SourceEntry> entries = source.list("auto");

    assertThat(entries)
        .extracting(e -> e.object().key())
        .containsExactly(
            "set/a1.jpg",
            "set/images/b2.PNG",
            "set/data/finalfitz17k/httpxorgc3jpg.jpg",
            "set/data/d4.jpg");
    SourceEntry first = entries.get(0);
    assertThat(first.labels()).isEqualTo(new Labels(null, null, Set.of("ACNE")));
    assertThat(first.unknownLabel()).isNull();
    assertThat(first.details())
        .isEqualTo(
            new Details(
                "fitzpatrick-3",
                null,
                null,
                null,
                List.of(
                    new Annotation("label", "condition", "acne vulgaris"),
                    new Annotation("fitzpatrick_scale", "tone", "3"),
                    new Annotation("fitzpatrick_centaur", "tone", "4"),
                    new Annotation("nine_partition_label", "partition", "inflammatory"),
                    new Annotation("three_partition_label", "partition", "non-neoplastic"))));
    assertThat(entries.get(1).labels().conditions()).containsExactly("REDNESS");
    assertThat(entries)
        .extracting(e -> e.details().tone())
        .containsExactly("fitzpatrick-3", "fitzpatrick-5", null, "fitzpatrick-6");
    assertThat(entries.get(3).unknownLabel()).isEqualTo("psoriasis");
    assertThat(entries.get(3).object().etag()).isEqualTo("missing");
  }

  @Test
  void setsWronglyLabelledPicturesAside() {
    source.put(
        "fitzpatrick17k_v2.csv",
        """
        qc,label,md5hash,license
        1 Diagnostic,acne,a1,CC BY-NC-SA 3.0
        3 Wrongly labelled,acne,b2,
        Wrong,eczema,c3,
        ,,d4,
        """);
    Map<String, SourceEntry> entries = source.read("fitzpatrick17k");
    assertThat(entries.get("a1.jpg").unknownLabel()).isNull();
    assertThat(entries.get("a1.jpg").details().licence()).isEqualTo("CC BY-NC-SA 3.0");
    assertThat(entries.get("a1.jpg").details().annotations())
        .contains(new Annotation("qc", "quality", "1 Diagnostic"));
    assertThat(entries.get("b2.jpg").unknownLabel()).isEqualTo("qc 3 Wrongly labelled");
    assertThat(entries.get("b2.jpg").details().licence()).isNull();
    assertThat(entries.get("c3.jpg").unknownLabel()).isEqualTo("eczema, qc Wrong");
    assertThat(entries.get("d4.jpg").unknownLabel()).isEqualTo("no label");
  }

  @Test
  void setsAPictureAsideThatHasTwoLabels() {
    source.put(
        "fitzpatrick17k.csv", "md5hash,label\na1,acne\nb2,acne\na1,rosacea\nb2,acne vulgaris\n");
    Map<String, SourceEntry> entries = source.read("auto");
    assertThat(entries.get("a1.jpg").unknownLabel()).isEqualTo("label acne and rosacea");
    assertThat(entries.get("b2.jpg").unknownLabel()).isNull();
    assertThat(entries.get("b2.jpg").details().annotations()).hasSize(2);
  }

  @Test
  void refusesATableThatIsAnother() {
    source.put("fitzpatrick17k.csv", "md5,label\na1,acne\n");
    assertThatThrownBy(() -> source.list("auto"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("a column 'md5hash'");
    source.put("fitzpatrick17k.csv", "md5hash,label\na1,acne\n,acne\n");
    assertThatThrownBy(() -> source.list("auto")).hasMessageContaining("Line 3");
    source.put("old/fitzpatrick17k.csv", "md5hash,label\na1,acne\n");
    assertThatThrownBy(() -> source.list("auto"))
        .hasMessageContaining("2 files")
        .hasMessageContaining("old/fitzpatrick17k.csv");
  }
}
