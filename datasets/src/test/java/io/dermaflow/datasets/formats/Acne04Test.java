package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.SourceEntry;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Acne04Test {

  private static final String XML = "Detection/VOC2007/Annotations/";
  private static final String PICTURES = "Classification/JPEGImages/";

  private final TestSource source = new TestSource();

  private static String boxes(int objects) {
    return "<?xml version=\"1.0\"?><annotation><filename>x</filename>"
        + "<object><name>fore</name><part><object/></part></object>".repeat(objects)
        + "</annotation>";
  }

  @Test
  void countsLesionsByTheListAndThenByTheBoxes() {
    source
        .pictures(PICTURES + "levle0_0.jpg", PICTURES + "levle1_1.jpg", PICTURES + "levle2_2.jpg")
        .pictures("Detection/VOC2007/JPEGImages/levle0_0.jpg")
        .put("Classification/NNEW_test_0.txt", "levle0_0.jpg 0 3\nlevle1_1.jpg 1\n")
        .put("Classification/NNEW_trainval_1.txt", "levle0_0.jpg 0 3\nlevle2_2.jpg 2 many\n")
        .put(XML + "levle0_0.xml", boxes(4))
        .put(XML + "levle1_1.xml", boxes(7));
    assertThat(source.recognised()).isEqualTo("acne04");
    Map<String, SourceEntry> entries = source.read("acne04");

    SourceEntry first = entries.get("levle0_0.jpg");
    assertThat(first.object().key()).isEqualTo("set/Classification/JPEGImages/levle0_0.jpg");
    assertThat(first.details().lesions()).isEqualTo(3);
    assertThat(first.details().annotations())
        .containsExactly(
            new Annotation("NNEW_test_0.txt", "severity", "0"),
            new Annotation("NNEW_test_0.txt", "lesions", "3"),
            new Annotation("NNEW_trainval_1.txt", "severity", "0"),
            new Annotation("NNEW_trainval_1.txt", "lesions", "3"),
            new Annotation("name", "severity", "levle0"),
            new Annotation("levle0_0.xml", "lesions", "4"));
    assertThat(entries.get("levle1_1.jpg").details().lesions()).isEqualTo(7);
    assertThat(entries.get("levle2_2.jpg").details().lesions()).isNull();
    assertThat(entries.get("levle2_2.jpg").labels().severity()).isEqualTo("SEVERE");
    assertThat(entries.get("levle2_2.jpg").unknownLabel()).isNull();
  }

  @Test
  void takesTheBoxesWhereTheListsContradictEachOther() {
    source
        .pictures(PICTURES + "levle0_0.jpg")
        .put("NNEW_test_0.txt", "levle0_0.jpg 0 3\n")
        .put("NNEW_test_1.txt", "levle0_0.jpg 0 5\n")
        .put(XML + "levle0_0.xml", boxes(4));
    assertThat(source.one("acne04").details().lesions()).isEqualTo(4);
  }

  @Test
  void gradesByTheNameWhereThereIsNoList() {
    source
        .pictures("a/JPEGImages/levle0_1.jpg", "a/JPEGImages/levle3_2.png")
        .pictures("a/JPEGImages/levle9_3.jpg", "a/JPEGImages/face.jpg")
        .put("a/Annotations/levle3_2.xml", boxes(0));
    assertThat(source.recognised()).isEqualTo("acne04");
    Map<String, SourceEntry> entries = source.read("auto");

    assertThat(entries.get("levle0_1.jpg").labels().severity()).isEqualTo("MILD");
    assertThat(entries.get("levle0_1.jpg").details().lesions()).isNull();
    assertThat(entries.get("levle0_1.jpg").details().annotations())
        .containsExactly(new Annotation("name", "severity", "levle0"));
    assertThat(entries.get("levle3_2.png").labels().severity()).isEqualTo("VERY_SEVERE");
    assertThat(entries.get("levle3_2.png").details().lesions()).isZero();
    assertThat(entries.get("levle9_3.jpg").unknownLabel()).isEqualTo("grade levle9");
    assertThat(entries.get("face.jpg").unknownLabel()).isEqualTo("no grade");
  }

  @Test
  void losesOnlyTheCountOfBoxesItCannotRead() {
    String nested =
        "<!DOCTYPE annotation [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;\">]><annotation><object>&c;</object></annotation>";
    String external =
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + "<annotation><object>&x;</object></annotation>";
    List<String> broken =
        List.of(
            nested,
            external,
            boxes(3).substring(0, 90),
            "<html><object/></html>",
            "<annotation><object></annotation>",
            "",
            "no xml",
            "<annotation>" + " ".repeat(4 << 20) + "</annotation>");
    for (String text : broken) {
      TestSource one = new TestSource();
      one.pictures(PICTURES + "levle1_1.jpg").put(XML + "levle1_1.xml", text);
      SourceEntry entry = one.one("acne04");
      assertThat(entry.labels().severity()).isEqualTo("MODERATE");
      assertThat(entry.details().lesions()).isNull();
      assertThat(entry.details().annotations())
          .as(text.substring(0, Math.min(60, text.length())))
          .containsExactly(
              new Annotation("name", "severity", "levle1"),
              new Annotation("levle1_1.xml", "lesions", "unreadable"));
    }
  }

  @Test
  void readsBoxesWhenTheirPictureIsAskedFor() {
    for (int i = 0; i < 50; i++) {
      source.pictures(PICTURES + "levle0_%02d.jpg".formatted(i));
      source.put(XML + "levle0_%02d.xml".formatted(i), boxes(i));
    }
    try (Stream<SourceEntry> entries = source.stream("acne04")) {
      assertThat(source.reads()).isEmpty();
      Iterator<SourceEntry> left = entries.iterator();
      assertThat(left.next().details().lesions()).isZero();
      assertThat(left.next().details().lesions()).isEqualTo(1);
      assertThat(source.reads())
          .containsExactly("set/" + XML + "levle0_00.xml", "set/" + XML + "levle0_01.xml");
    }
  }
}
