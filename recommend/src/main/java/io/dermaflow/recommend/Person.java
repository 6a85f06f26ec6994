package io.dermaflow.recommend;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.models.skin.EyeShape;
import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.models.skin.LipFullness;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is seen and said of a person, joined.
 *
 * @param subjectId the person
 * @param uploadId the upload it is based on, or empty
 * @param modelId the model that saw the picture, or empty
 * @param seenAt when the survey was answered or the picture taken
 * @param expiresAt from when on what was seen is too old
 * @param severity grade seen, or null when there is none
 * @param type skin type that counts, or null when nobody knows
 * @param typeFrom why that one counts
 * @param seen probability 0..1 by condition; empty when there is none
 * @param skinScore 0..100, or null
 * @param face what make-up asks of a face
 * @param answers what the person said
 * @param abstained whether the picture could not be judged
 * @param stale whether what was seen is too old
 */
public record Person(
    String subjectId,
    String uploadId,
    String modelId,
    Instant seenAt,
    Instant expiresAt,
    @Nullable Severity severity,
    @Nullable SkinType type,
    TypeFrom typeFrom,
    Map<Condition, Double> seen,
    @Nullable Integer skinScore,
    Face face,
    Answers answers,
    boolean abstained,
    boolean stale) {

  /** From this confidence on, what the model sees counts more than what the person says. */
  public static final double SURE = 0.6;

  private static final int CHILD_BELOW = 12;

  /** Why a skin type counts. */
  public enum TypeFrom {
    SEEN("seen in your picture"),
    SAID_SENSITIVE("you said that your skin is sensitive"),
    SAID("you said so, and the picture does not tell"),
    UNSURE("seen in your picture, but not surely"),
    UNKNOWN("neither seen nor said: what suits most skin");

    private final String text;

    TypeFrom(String text) {
      this.text = text;
    }

    /** The reason for a person. */
    public String text() {
      return text;
    }
  }

  /**
   * What make-up asks of a face.
   *
   * @param tone {@code {fair,light,medium,tan,deep}-{cool,neutral,warm}} or {@code unknown}
   * @param monk tone of the Monk scale, 1 to 10, or 0 when only {@code tone} is known
   */
  public record Face(String tone, int monk, FaceShape shape, EyeShape eyes, LipFullness lips) {

    /** Nothing is known. */
    public static final Face UNKNOWN =
        new Face("unknown", 0, FaceShape.UNKNOWN, EyeShape.UNKNOWN, LipFullness.UNKNOWN);

    public Undertone undertone() {
      String name = tone.substring(tone.indexOf('-') + 1).toUpperCase(Locale.ROOT);
      return switch (name) {
        case "COOL" -> Undertone.COOL;
        case "NEUTRAL" -> Undertone.NEUTRAL;
        case "WARM" -> Undertone.WARM;
        default -> Undertone.ANY;
      };
    }

    /** {@code fair light medium tan deep} or {@code unknown}. */
    public String depth() {
      int dash = tone.indexOf('-');
      return dash < 0 ? tone : tone.substring(0, dash);
    }
  }

  public Person {
    seen =
        seen.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new EnumMap<Condition, Double>(seen));
  }

  /**
   * The person of an upload.
   *
   * @param asOf the moment for which is recommended
   * @param staleAfter age from which on what was seen is too old
   */
  public static Person of(SkinFeatures features, Instant asOf, Duration staleAfter) {
    return PersonFactory.of(features, asOf, staleAfter);
  }

  /**
   * A person of whom there is no picture: what they say counts, nothing is abstained.
   *
   * @param type the skin type that they say or that another service saw, or null
   */
  public static Person of(
      String subjectId, @Nullable SkinType type, Answers answers, Instant asOf, Duration lasts) {
    SkinType said = answers.type();
    SkinType counts = said == SkinType.SENSITIVE || type == null ? said : type;
    return new Person(
        subjectId,
        "",
        "",
        asOf,
        asOf.plus(lasts),
        null,
        counts,
        counts == null ? TypeFrom.UNKNOWN : counts == said ? TypeFrom.SAID : TypeFrom.SEEN,
        Map.of(),
        null,
        Face.UNKNOWN,
        answers,
        false,
        false);
  }

  public boolean pregnant() {
    return answers.pregnant();
  }

  /** Age as said, or −1. */
  public int age() {
    return answers.age();
  }

  public double probability(Condition condition) {
    return seen.getOrDefault(condition, 0.0);
  }

  /** Seen with a probability above one half. */
  public boolean present(Condition condition) {
    return probability(condition) > Condition.PRESENT_ABOVE;
  }

  /** Seen, named, or following from the grade. */
  public boolean needs(Condition condition) {
    return present(condition)
        || answers.concerns().contains(condition)
        || (condition == Condition.ACNE
            && severity != null
            && severity.compareTo(Severity.MODERATE) >= 0);
  }

  public boolean sensitive() {
    return type == SkinType.SENSITIVE;
  }

  /** Whether only gentle basics are for this person. */
  public boolean basicsOnly() {
    return abstained
        || stale
        || severity == Severity.VERY_SEVERE
        || (age() >= 0 && age() < CHILD_BELOW);
  }
}
