package io.dermaflow.scoring;

import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person said. A field that is missing or null is not answered; fields that are not known
 * are left alone.
 *
 * @param subjectId pseudonymous id of the person, or null
 * @param answeredAt when, or null
 * @param mayScore false where the person said that the selfie is not to be scored
 * @param canonical all known answers as JSON with sorted names
 */
record Survey(
    @Nullable String subjectId, @Nullable Instant answeredAt, boolean mayScore, String canonical) {

  /** More than anybody answers. */
  static final int MOST_BYTES = 64 << 10;

  private static final Set<String> TYPES = Set.of("dry", "oily", "combo", "sensitive");
  private static final Set<String> CONCERNS = Set.of("acne", "redness", "pigmentation", "dryness");
  private static final Set<String> BUDGETS = Set.of("<RM50", "RM50-150", ">RM150");
  private static final Set<String> USES = Set.of("score", "train", "research");
  private static final int OLDEST = 120;

  /** Clocks of phones are wrong by hours, and their zones by half a day. */
  private static final Duration AHEAD = Duration.ofDays(1);

  /** A survey that cannot be used: the field, what it holds, and what was expected. */
  static final class InvalidSurveyException extends Exception {

    private static final int MOST_CHARACTERS = 600;

    InvalidSurveyException(String message) {
      super(storable(message));
    }

    /** As a table can hold it: without control characters and without halves of characters. */
    private static String storable(String message) {
      String head = message.substring(0, Math.min(message.length(), MOST_CHARACTERS));
      String sound =
          new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // half: a '?'
      return sound.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
  }

  /**
   * @param bytes JSON in UTF-8
   * @param now answers given more than a day later are refused
   * @throws InvalidSurveyException whatever is wrong with the bytes
   */
  static Survey parse(byte[] bytes, Instant now) throws InvalidSurveyException {
    if (bytes.length > MOST_BYTES) {
      throw new InvalidSurveyException(
          "the survey has %d bytes, expected at most %d".formatted(bytes.length, MOST_BYTES));
    }
    Answers answers = Answers.read(bytes);
    Map<String, Object> known = new TreeMap<>();
    put(known, "skin_type", answers.choice("skin_type", TYPES));
    put(known, "budget", answers.priceBand("budget", BUDGETS));
    put(known, "concerns", answers.words("concerns", CONCERNS));
    put(known, "allergies", answers.words("allergies", Set.of()));
    put(known, "current_actives", answers.words("current_actives", Set.of()));
    put(known, "age", answers.number("age", OLDEST));
    put(known, "gender", answers.word("gender"));
    put(known, "pregnant", answers.yesOrNo("pregnant"));
    Map<String, Boolean> consent = answers.yesOrNos("consent", USES);
    put(known, "consent", consent.isEmpty() ? null : consent);
    return new Survey(
        answers.id("subject_id"),
        answers.instant("answered_at", Instant.EPOCH, now.plus(AHEAD)),
        consent.getOrDefault("score", true),
        Json.write(known));
  }

  /** Whether it says at most whose it is. */
  boolean isEmpty() {
    return canonical.equals("{}");
  }

  private static void put(Map<String, Object> known, String name, @Nullable Object answer) {
    if (answer != null) {
      known.put(name, answer);
    }
  }
}
