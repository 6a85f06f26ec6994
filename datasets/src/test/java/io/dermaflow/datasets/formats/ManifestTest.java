package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.Details;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.errors.DermaflowException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManifestTest {

  private final TestSource source = new TestSource();

  private SourceEntry csv(String... lines) {
    return source.put("manifest.csv", String.join("\n", lines) + "\n").one("manifest");
  }

  private void refusesCsv(String text, String... said) {
    source.put("manifest.csv", text);
    var refused =
        assertThatThrownBy(() -> source.list("manifest")).isInstanceOf(DermaflowException.class);
    for (String words : said) {
      refused.hasMessageContaining(words);
    }
  }

  @Test
  void keepsAllThatARowSays() {
    SourceEntry entry =
        csv(
            "consent,path,tone,lesion_count,licence,severity,skin_type,conditions,split",
            "research,p.jpg,MST 5,12,CC-BY-4.0,very severe,Dry,acne|Redness,test");
    Details expected =
        new Details(
            "monk-5",
            12,
            "CC-BY-4.0",
            "research",
            List.of(
                new Annotation("severity", "severity", "very severe"),
                new Annotation("skin_type", "skin_type", "Dry"),
                new Annotation("conditions", "condition", "acne"),
                new Annotation("conditions", "condition", "Redness"),
                new Annotation("tone", "tone", "MST 5"),
                new Annotation("lesion_count", "lesions", "12"),
                new Annotation("manifest", "split", "test")));
    assertThat(entry.details()).isEqualTo(expected);
    assertThat(entry.labels())
        .isEqualTo(new Labels("VERY_SEVERE", "DRY", Set.of("ACNE", "REDNESS")));

    TestSource lines = new TestSource();
    lines.put(
        "manifest.jsonl",
        """
        {"consent": "research", "path": "p.jpg", "tone": "MST 5", "lesion_count": 12, \
        "licence": "CC-BY-4.0", "severity": "very severe", "skin_type": "Dry", \
        "conditions": ["acne", "Redness"], "split": "test"}
        """);
    assertThat(lines.one("manifest-jsonl").details()).isEqualTo(expected);
  }

  @Test
  void keepsAToneWithoutAScaleAsAnAnnotationOnly() {
    SourceEntry entry = csv("path,tone", "p.jpg,5");
    assertThat(entry.details())
        .isEqualTo(
            new Details(null, null, null, null, List.of(new Annotation("tone", "tone", "5"))));
    assertThat(entry.unknownLabel()).isNull();
  }

  @Test
  void setsARowAsideWhoseCountIsNone() {
    for (String count : List.of("-1", "x", "100000", "1.5")) {
      SourceEntry entry = csv("path,lesion_count", "p.jpg," + count);
      assertThat(entry.unknownLabel()).isEqualTo("lesion_count '" + count + "'");
      assertThat(entry.details().lesions()).isNull();
    }
    assertThat(csv("path,lesion_count", "p.jpg,99999").details().lesions()).isEqualTo(99_999);
    assertThat(csv("path,lesion_count", "p.jpg,0").details().lesions()).isZero();
  }

  @Test
  void takesWhatMostLabellersSay() {
    source
        .pictures("a.jpg", "b.jpg")
        .put(
            "manifest.csv",
            """
            path,labeller,severity,conditions,tone,lesion_count
            a.jpg,ann,mild,acne|redness,fst2,4
            b.jpg,ann,clear,none,,0
            a.jpg,bob,MILD,acne,fst2,9
            a.jpg,eve,severe,none,fst3,7
            a.jpg,kim,,,,
            """);
    List<SourceEntry> entries = source.list("manifest");

    assertThat(entries).extracting(e -> e.object().name()).containsExactly("a.jpg", "b.jpg");
    SourceEntry first = entries.get(0);
    assertThat(first.labels()).isEqualTo(new Labels("MILD", null, Set.of("ACNE")));
    assertThat(first.unknownLabel()).isNull();
    assertThat(first.details().tone()).isEqualTo("fitzpatrick-2");
    assertThat(first.details().lesions()).isEqualTo(7);
    assertThat(first.details().annotations())
        .containsExactly(
            new Annotation("ann", "severity", "mild"),
            new Annotation("ann", "condition", "acne"),
            new Annotation("ann", "condition", "redness"),
            new Annotation("ann", "tone", "fst2"),
            new Annotation("ann", "lesions", "4"),
            new Annotation("bob", "severity", "MILD"),
            new Annotation("bob", "condition", "acne"),
            new Annotation("bob", "tone", "fst2"),
            new Annotation("bob", "lesions", "9"),
            new Annotation("eve", "severity", "severe"),
            new Annotation("eve", "condition", "none"),
            new Annotation("eve", "tone", "fst3"),
            new Annotation("eve", "lesions", "7"));
    assertThat(entries.get(1).labels()).isEqualTo(new Labels("CLEAR", null, Set.of()));
  }

  @Test
  void setsATieAside() {
    SourceEntry entry =
        csv(
            "path,severity,skin_type,conditions,tone,lesion_count",
            "p.jpg,severe,oily,acne,mst1,3",
            "p.jpg,mild,oily,none,mst2,8");
    assertThat(entry.unknownLabel())
        .isEqualTo("severity MILD and SEVERE, conditions ACNE and no ACNE");
    assertThat(entry.labels()).isEqualTo(new Labels(null, "OILY", Set.of()));
    assertThat(entry.details().tone()).isNull();
    assertThat(entry.details().lesions()).isEqualTo(3);
  }

  @Test
  void setsRowsAsideThatDifferInWhatIsOneAPicture() {
    SourceEntry entry =
        csv(
            "path,split,subject,group,licence,consent",
            "p.jpg,train,s1,g,MIT,yes",
            "p.jpg,test,s2,g,,no",
            "p.jpg,,,,MIT,");
    assertThat(entry.unknownLabel())
        .isEqualTo("subject s1 and s2, split test and train, consent no and yes");
    assertThat(entry.split()).isNull();
    assertThat(entry.group()).isEqualTo("g");
    assertThat(entry.details().licence()).isEqualTo("MIT");
    assertThat(entry.details().annotations())
        .containsExactly(
            new Annotation("manifest", "split", "train"),
            new Annotation("manifest", "split", "test"));
  }

  @Test
  void namesALabelItDoesNotKnowOnce() {
    SourceEntry entry = csv("path,severity", "p.jpg,green", "p.jpg,green", "p.jpg,mild");
    assertThat(entry.unknownLabel()).isEqualTo("green");
  }

  @Test
  void readsLineBreaksInCellsAMarkAndWindowsLines() {
    source.put(
        "manifest.csv", "\uFEFFpath,consent\r\n\"a,b.jpg\",\"one\r\ntwo \"\"x\"\"\"\r\n\r\n");
    SourceEntry entry = source.one("auto");
    assertThat(entry.object().key()).isEqualTo("set/a,b.jpg");
    assertThat(entry.details().consent()).isEqualTo("one\r\ntwo \"x\"");
  }

  @Test
  void namesTheLineThatIsWrong() {
    refusesCsv("path,consent\na.jpg,\"x\ny\"\nb.jpg\n", "Line 4 of manifest.csv has 1 cells");
    refusesCsv("path,severity\na.jpg,mild\n,mild\n", "Line 3 of manifest.csv has no path");
    refusesCsv("path,severity\na.jpg,\"mild\n", "record at line 2 of manifest.csv", "never closes");
    refusesCsv("path;severity\na.jpg;mild\n", "[path;severity]", "a column 'path'", "commas");
    refusesCsv("path,split,split\n", "the column 'split' twice");
    refusesCsv("", "is empty");
  }

  @Test
  void readsJsonLinesOfOnePathTogether() {
    source.put(
        "manifest.jsonl",
        "\uFEFF{\"path\": \"a.jpg\", \"severity\": 2, \"labeller\": \"ann\"}\r\n\r\n"
            + "{\"path\": \"b.jpg\", \"severity\": {\"x\": [1]}}\r\n"
            + "{\"path\": \"a.jpg\", \"severity\": \"severe\", \"tone\": null}");
    Map<String, SourceEntry> entries = source.read("auto");
    assertThat(entries).containsOnlyKeys("a.jpg", "b.jpg");
    assertThat(entries.get("a.jpg").labels().severity()).isEqualTo("SEVERE");
    assertThat(entries.get("a.jpg").details().annotations())
        .containsExactly(
            new Annotation("ann", "severity", "2"),
            new Annotation("severity", "severity", "severe"));
    assertThat(entries.get("b.jpg").unknownLabel()).isEqualTo("{\"x\":[1]}");
  }

  @Test
  void refusesAJsonPathThatIsNone() {
    for (String path : List.of("5", "\" \"", "null", "{}")) {
      source.put("manifest.jsonl", "{\"path\": \"a.jpg\"}\n{\"path\": " + path + "}");
      assertThatThrownBy(() -> source.list("auto")).hasMessageContaining("Line 2");
    }
  }

  @Test
  void streamsAHundredThousandRows() {
    StringBuilder text = new StringBuilder("path,severity\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(".jpg,mild\n");
    }
    source.put("manifest.csv", text.append("0.jpg,severe\n0.jpg,severe\n").toString());

    try (Stream<SourceEntry> entries = source.stream("manifest")) {
      Iterator<SourceEntry> left = entries.iterator();
      SourceEntry first = left.next();
      assertThat(first.object().key()).isEqualTo("set/0.jpg");
      assertThat(first.labels().severity()).isEqualTo("SEVERE");
      assertThat(source.reads()).containsExactly("set/manifest.csv");
      int more = 0;
      SourceEntry last = first;
      for (; left.hasNext(); more++) {
        last = left.next();
      }
      assertThat(more).isEqualTo(99_999);
      assertThat(last.object().key()).isEqualTo("set/99999.jpg");
      assertThat(source.reads()).hasSize(1);
    }
  }
}
