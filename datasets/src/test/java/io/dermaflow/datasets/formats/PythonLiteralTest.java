package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonLiteralTest {

  @Test
  void readsADictionary() {
    assertThat(PythonLiteral.dictionary("{'Acne': 0.67, \"Bowen's disease\": .33}"))
        .contains(Map.of("Acne", 0.67, "Bowen's disease", 0.33));
    assertThat(PythonLiteral.dictionary(" { 'a\\'b' :1e-3,'c\\\\d\\u00e9':2, } "))
        .contains(Map.of("a'b", 0.001, "c\\d\u00e9", 2.0));
    assertThat(PythonLiteral.dictionary("{Acne: 1}")).contains(Map.of("Acne", 1.0));
    assertThat(PythonLiteral.dictionary("{}")).contains(Map.of());
  }

  @Test
  void readsAList() {
    assertThat(PythonLiteral.list("['Acne', \"Lupus, NOS\", 'x\\n', 'Acne']"))
        .contains(List.of("Acne", "Lupus, NOS", "x\n", "Acne"));
    assertThat(PythonLiteral.list("[4, 3,2]")).contains(List.of("4", "3", "2"));
    assertThat(PythonLiteral.list("[Nummular eczema, Bowen's disease]"))
        .contains(List.of("Nummular eczema", "Bowen's disease"));
    assertThat(PythonLiteral.list("[]")).contains(List.of());
  }

  @Test
  void takesNothingThatIsCutOrNested() {
    for (String text :
        List.of(
            "",
            "{",
            "{'Acne'",
            "{'Acne': ",
            "{'Acne': 0.5",
            "{'Acne': 0.5,",
            "{'Acne: 0.11, 'Psoriasis': 0.08}",
            "{'Acne': {'x': 1}}",
            "{'Acne': None}",
            "{'Acne': nan}",
            "{'Acne': 1e999}",
            "{'Acne': 1.2.3}",
            "{'Acne' 0.5}",
            "{'Acne': 0.5} 1",
            "{'\\u00g0': 1}",
            "{'\\",
            "['Acne']")) {
      assertThat(PythonLiteral.dictionary(text)).as(text).isEmpty();
    }
    for (String text : List.of("", "[", "['a'", "['a' 'b']", "[['a']]", "['a'] x", "{'a': 1}")) {
      assertThat(PythonLiteral.list(text)).as(text).isEmpty();
    }
  }
}
