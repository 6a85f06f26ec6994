package io.dermaflow.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dermaflow.json.Json;
import io.dermaflow.scoring.Survey.InvalidSurveyException;
import io.dermaflow.testing.TestDatabase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final String FULL =
      """
      {"subject_id": "s-1:a_b.c", "answered_at": "2026-02-28T08:00:00+08:00",
       "skin_type": "Combo", "concerns": ["Redness", " acne ", "redness"], "budget": "RM50–150",
       "age": 34, "gender": "Female", "allergies": ["Nüsse", "fragrance"], "pregnant": false,
       "current_actives": [], "consent": {"train": true, "score": true, "marketing": "x"},
       "a_field_of_tomorrow": {"deep": [1, {"deeper": null}]}}
      """;

  private static Survey parse(String json) throws InvalidSurveyException {
    return Survey.parse(json.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static String complaint(byte[] bytes) {
    InvalidSurveyException e =
        catchThrowableOfType(InvalidSurveyException.class, () -> Survey.parse(bytes, NOW));
    assertThat(e).as("%s is refused", new String(bytes, 0, Math.min(60, bytes.length))).isNotNull();
    return e.getMessage();
  }

  private static String complaint(String json) {
    return complaint(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsKnownAnswersInOneForm() throws Exception {
    assertThat(parse(FULL))
        .isEqualTo(
            new Survey(
                "s-1:a_b.c",
                Instant.parse("2026-02-28T00:00:00Z"),
                true,
                """
                {"age":34,"allergies":["fragrance","nüsse"],"budget":"RM50-150",\
                "concerns":["acne","redness"],"consent":{"score":true,"train":true},\
                "current_actives":[],"gender":"female","pregnant":false,"skin_type":"combo"}"""));
  }

  @Test
  void takesWhatIsNotAnsweredForNothing() throws Exception {
    Survey nothing = new Survey(null, null, true, "{}");
    assertThat(parse("{}")).isEqualTo(nothing);
    assertThat(
            parse(
                """
                {"subject_id": null, "answered_at": null, "skin_type": null, "concerns": null,
                 "budget": null, "age": null, "gender": null, "allergies": null,
                 "pregnant": null, "current_actives": null, "consent": {"score": null}}
                """))
        .isEqualTo(nothing);
    assertThat(parse(" \n{ \"consent\" : null }\t ")).isEqualTo(nothing);
  }

  @Test
  void hearsANoToScoring() throws Exception {
    Survey no = parse("{\"consent\": {\"score\": false, \"research\": false}}");
    assertThat(no.mayScore()).isFalse();
    assertThat(no.canonical()).isEqualTo("{\"consent\":{\"research\":false,\"score\":false}}");
    assertThat(parse("{\"consent\": {\"train\": false}}").mayScore()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"skin_type\": \"purple\"}|skin_type is \"purple\", expected one of [combo, dry, ",
        "{\"skin_type\": 5}|skin_type is 5, expected one of",
        "{\"skin_type\": [\"dry\"]}|skin_type is [\"dry\"], expected one of",
        "{\"skin_type\": {\"dry\": 1}}|skin_type is {\"dry\":1}, expected one of",
        "{\"budget\": 50}|budget is 50, expected one of [<RM50, >RM150, RM50-150]",
        "{\"budget\": true}|budget is true, expected one of",
        "{\"concerns\": \"acne\"}|concerns is \"acne\", expected a list of at most 50",
        "{\"concerns\": {\"0\": \"acne\"}}|concerns is {\"0\":\"acne\"}, expected a list",
        "{\"concerns\": [\"acne\", 7]}|concerns[1] is 7, expected one of [acne, dryness,",
        "{\"concerns\": [null]}|concerns[0] is null, expected one of",
        "{\"allergies\": [5]}|allergies[0] is 5, expected a word of at most 80 characters",
        "{\"allergies\": [\"nuts\", \" \"]}|allergies[1] is \" \", expected a word",
        "{\"allergies\": [\"a\\u0000b\"]}|allergies[0] is \"a\\u0000b\", expected a word",
        "{\"current_actives\": [[\"retinol\"]]}|current_actives[0] is [\"retinol\"], expected",
        "{\"current_actives\": false}|current_actives is false, expected a list",
        "{\"age\": \"34\"}|age is \"34\", expected a whole number, 0 to 120",
        "{\"age\": 34.0}|age is 34.0, expected a whole number",
        "{\"age\": -1}|age is -1, expected a whole number",
        "{\"age\": 121}|age is 121, expected a whole number",
        "{\"age\": 99999999999}|age is 99999999999, expected a whole number",
        "{\"age\": 123456789012345678901234567890}|age is 123456789012345678901234567890, exp",
        "{\"age\": 1e400}|age is 1E+400, expected a whole number",
        "{\"age\": 1e999}|age is 1E+999, expected a whole number",
        "{\"age\": [34]}|age is [34], expected a whole number",
        "{\"gender\": 1}|gender is 1, expected a word of at most 40 characters",
        "{\"gender\": [\"f\"]}|gender is [\"f\"], expected a word",
        "{\"pregnant\": \"no\"}|pregnant is \"no\", expected true or false",
        "{\"pregnant\": 0}|pregnant is 0, expected true or false",
        "{\"subject_id\": 17}|subject_id is 17, expected an id of 1 to 128 letters",
        "{\"subject_id\": \"a b\"}|subject_id is \"a b\", expected an id",
        "{\"subject_id\": \"\"}|subject_id is \"\", expected an id",
        "{\"consent\": true}|consent is true, expected an object with true or false for [res",
        "{\"consent\": [\"score\"]}|consent is [\"score\"], expected an object",
        "{\"consent\": {\"score\": \"false\"}}|consent.score is \"false\", expected true or",
        "{\"consent\": {\"train\": 0}}|consent.train is 0, expected true or false",
        "{\"answered_at\": 1767225600}|answered_at is 1767225600, expected a time as ISO 8601",
        "{\"answered_at\": \"yesterday\"}|answered_at is \"yesterday\", expected a time as ISO",
        "{\"answered_at\": \"2026-03-01\"}|answered_at is \"2026-03-01\", expected a time as",
        "{\"answered_at\": \"2026-03-02T12:00:01Z\"}|, expected a time from 1970-01-01T00:00:00Z"
            + " to 2026-03-02T12:00:00Z",
        "{\"answered_at\": \"+999999999-01-01T00:00:00Z\"}|answered_at is \"+999999999-01-01T",
        "{\"answered_at\": \"-4800-01-01T00:00:00Z\"}|answered_at is \"-4800-01-01T00:00:00Z\"",
        "{\"skin_type\": \"dry\", \"skin_type\": \"oily\"}|Duplicate Object property \"skin_type\"",
        "{\"consent\": {\"score\": true, \"score\": false}}|at '/consent/score': Duplicate",
        "{\"x\": {\"later\": 1, \"later\": 1}}|at '/x/later': Duplicate Object property \"later\"",
        "{\"age\": NaN}|at '/age': Non-standard token 'NaN'; expected one JSON object",
        "{\"age\": -Infinity}|at '/age': ",
        "{\"age\": 1e99999999999}|at '/age': ",
        "{\"age\": 034}|at '/age': ",
        "{\"age\": 34}}|no JSON at ''",
        "{\"age\": 34} x|no JSON at ''",
        "{} {}|goes on behind its object with START_OBJECT; expected one JSON object",
        "{\"age\": 34|no JSON at '/age'",
        "{'age': 34}|no JSON at ''",
        "[]|the survey is []; expected one JSON object",
        "\"survey\"|the survey is \"survey\"; expected one JSON object",
        "null|the survey is null; expected one JSON object",
        "'  '|the survey is nothing; expected one JSON object",
      })
  void saysWhichFieldHoldsWhatAndWhatWasExpected(String json, String complaint) {
    assertThat(complaint(json)).contains(complaint);
  }

  @Test
  void refusesWhatIsNotPlainUtf8() {
    Charset utf32 = Charset.forName("UTF-32BE");
    assertThat(complaint("\uFEFF{}")).contains("byte order mark");
    assertThat(complaint("{}".getBytes(StandardCharsets.UTF_16LE))).contains("zero bytes");
    assertThat(complaint("{}".getBytes(StandardCharsets.UTF_16BE))).contains("zero bytes");
    assertThat(complaint("{}".getBytes(StandardCharsets.UTF_16))).contains("not in UTF-8");
    assertThat(complaint("{}".getBytes(utf32))).contains("zero bytes");
    assertThat(complaint("{\"gender\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("not in UTF-8");
    assertThat(complaint(new byte[0])).contains("the survey is nothing");
  }

  @Test
  void refusesBombs() {
    assertThat(complaint("{\"gender\": \"" + "x".repeat(1 << 20) + "\"}"))
        .isEqualTo("the survey has 1048590 bytes, expected at most 65536");
    String text = "x".repeat(Survey.MOST_BYTES - 100);
    assertThat(complaint("{\"gender\": \"" + text + "\"}"))
        .startsWith("gender is \"xxx")
        .contains("x…, expected a word of at most 40")
        .hasSizeLessThan(300);
    assertThat(complaint("[".repeat(60_000))).contains("at most 32 levels deep");
    assertThat(complaint("{\"a\":".repeat(12_000))).hasSizeLessThan(610);
    assertThat(complaint("{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}")).contains("at '/x/0");
    assertThat(complaint("{\"age\": " + "9".repeat(50_000) + "}")).contains("at '/age'");
    String name = text.substring(text.length() / 2);
    assertThat(complaint("{\"" + name + "\": 1, \"" + name + "\": 2}"))
        .contains("Duplicate")
        .hasSizeLessThan(610);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gender\": \"\\ud83d", "gender\": \"a\\u0007", "x\\u0000\": NaN, \"y\": \""})
  void complainsInTextThatATableHolds(String field) {
    String complaint = complaint("{\"" + field + "\"}");
    assertThat(complaint).doesNotContainPattern("\\p{Cntrl}");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(complaint)).isTrue();
  }

  @Test
  void takesAClockThatIsADayAhead() throws Exception {
    Instant tomorrow = Instant.parse("2026-03-02T12:00:00Z");
    assertThat(parse("{\"answered_at\": \"2026-03-02T12:00:00Z\"}").answeredAt())
        .isEqualTo(tomorrow);
    byte[] later = "{\"answered_at\": \"2026-03-05T12:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Survey.parse(later, NOW)).isInstanceOf(InvalidSurveyException.class);
    assertThat(Survey.parse(later, NOW.plusSeconds(4 * 86_400))).isNotNull();
  }

  private static final List<String> SEEDS =
      List.of(
          FULL,
          "{}",
          "{\"skin_type\":\"dry\",\"age\":34,\"pregnant\":true,\"consent\":{\"score\":false}}",
          "{\"concerns\":[\"acne\"],\"allergies\":[\"a\",\"b\"],\"x\":[[],{\"y\":[1.5e3]}]}",
          "{\"answered_at\":\"2026-01-31T12:00:00.123456789Z\",\"subject_id\":\"7\"}");

  private static final List<String> SPLINTERS =
      List.of(
          "NaN",
          "1e999",
          "-0",
          "1e99999999999",
          "null",
          "true",
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "\\",
          "\\u0000",
          "\\ud800",
          "\\udc00\\ud800",
          "\uFEFF",
          "\0",
          "é",
          "😀",
          "[[[[[[[[[[[[",
          "\"age\":",
          "\"consent\":",
          "\"score\":false",
          "\"gender\":\"x\",",
          "–",
          "//",
          "/*",
          "\n",
          "9".repeat(1200),
          "+1000000000-12-31T23:59:59Z",
          "\"allergies\":[\"\u0085\"],");

  private static byte[] mutated(Random random) {
    byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
    for (int times = random.nextInt(3); times >= 0; times--) {
      int from = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, from + random.nextInt(6));
      byte[] piece =
          switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> Arrays.copyOfRange(bytes, from, to);
            default ->
                SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.UTF_8);
          };
      int end = random.nextBoolean() ? from : to;
      byte[] next = Arrays.copyOf(bytes, from + piece.length + bytes.length - end);
      System.arraycopy(piece, 0, next, from, piece.length);
      System.arraycopy(bytes, end, next, from + piece.length, bytes.length - end);
      bytes = next;
    }
    return bytes;
  }

  @Test
  void understandsOrRefusesWhateverComes() throws Exception {
    Random random = new Random(20260301);
    Set<String> understood = new TreeSet<>();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = mutated(random);
      try {
        Survey survey = Survey.parse(bytes, NOW);
        understood.add(survey.canonical());
        Survey again = parse(survey.canonical());
        assertThat(again.canonical()).isEqualTo(survey.canonical());
        assertThat(again.mayScore()).isEqualTo(survey.mayScore());
      } catch (InvalidSurveyException e) {
        refused++;
        assertThat(e.getMessage()).contains("expected").doesNotContainPattern("\\p{Cntrl}");
      }
    }
    assertThat(refused).isBetween(5_000, 18_000);
    assertThat(understood).hasSizeGreaterThan(100);
    // The feature store keeps them as jsonb, which refuses more than JSON does.
    int kept =
        TestDatabase.with()
            .jdbc()
            .sql("select count(one::jsonb) from jsonb_array_elements_text(?::jsonb) as all_of(one)")
            .param(Json.write(understood))
            .query(Integer.class)
            .single();
    assertThat(kept).isEqualTo(understood.size());
  }
}
