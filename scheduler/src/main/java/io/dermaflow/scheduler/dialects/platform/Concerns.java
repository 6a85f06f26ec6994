package io.dermaflow.scheduler.dialects.platform;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Answers;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a person is concerned about out of their own words; other words say nothing. */
final class Concerns {

  private static final Map<Condition, Pattern> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(Condition.ACNE, words("acne|pimples?|breakouts?|blemish(es)?|jerawat"));
    WORDS.put(Condition.BLACKHEADS, words("blackheads?|clogged pores|bintik hitam"));
    WORDS.put(Condition.WRINKLES, words("wrinkles?|wrinkly|fine lines|ag(e)?ing|kedutan"));
    WORDS.put(Condition.DULLNESS, words("dull(ness)?|kusam"));
    WORDS.put(Condition.REDNESS, words("red|redness|rosacea|kemerahan"));
    WORDS.put(Condition.DEHYDRATION, words("dry|dryness|dehydrat(ed|ion)|flak(y|ing)|kering"));
    WORDS.put(
        Condition.HYPERPIGMENTATION,
        words("(hyper)?-?pigmentation|dark spots?|sun spots?|melasma|jeragat|pigmentasi"));
    WORDS.put(Condition.UNEVEN_TEXTURE, words("(uneven )?texture|rough(ness)?"));
  }

  private static final Pattern SENSITIVE = words("sensitive|sensitivity|sensitif");
  private static final Pattern PREGNANT = words("pregnant|pregnancy|hamil|mengandung");

  private Concerns() {}

  private static Pattern words(String alternatives) {
    return Pattern.compile("(?<![\\p{L}])(" + alternatives + ")(?![\\p{L}])");
  }

  /** What counts of an age and some words. */
  static Answers of(int age, String said) {
    String text = said.toLowerCase(Locale.ROOT).replace('_', ' ');
    Set<Condition> named = EnumSet.noneOf(Condition.class);
    WORDS.forEach(
        (condition, pattern) -> {
          if (pattern.matcher(text).find()) {
            named.add(condition);
          }
        });
    return new Answers(
        SENSITIVE.matcher(text).find() ? SkinType.SENSITIVE : null,
        Collections.unmodifiableSet(named),
        null,
        List.of(),
        List.of(),
        PREGNANT.matcher(text).find(),
        age);
  }
}
