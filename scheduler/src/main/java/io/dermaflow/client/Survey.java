package io.dermaflow.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says. Null is not answered. Made by {@link #builder}.
 *
 * @param allergies words as people write them, e.g. {@code fragrance}
 * @param pregnant or breast-feeding
 * @param currentActives what is used already, e.g. {@code retinol}
 * @param answeredAt when, or null for now
 */
public record Survey(
    @Nullable SkinType skinType,
    @Nullable List<Concern> concerns,
    @Nullable Budget budget,
    @Nullable Integer age,
    @Nullable String gender,
    @Nullable List<String> allergies,
    @Nullable Boolean pregnant,
    @Nullable List<String> currentActives,
    @Nullable Consent consent,
    @Nullable Instant answeredAt) {

  /** What people call their skin. */
  public enum SkinType {
    @JsonProperty("dry")
    DRY,
    @JsonProperty("oily")
    OILY,
    @JsonProperty("combo")
    COMBO,
    @JsonProperty("sensitive")
    SENSITIVE
  }

  /** What people would like to be better. */
  public enum Concern {
    @JsonProperty("acne")
    ACNE,
    @JsonProperty("redness")
    REDNESS,
    @JsonProperty("pigmentation")
    PIGMENTATION,
    @JsonProperty("dryness")
    DRYNESS
  }

  /** The most for one product. */
  public enum Budget {
    @JsonProperty("<RM50")
    BELOW_50_RM,
    @JsonProperty("RM50-150")
    FROM_50_TO_150_RM,
    @JsonProperty(">RM150")
    ABOVE_150_RM
  }

  /** What the answers and the selfie may be used for; null is not answered. */
  public record Consent(
      @Nullable Boolean score, @Nullable Boolean train, @Nullable Boolean research) {}

  public Survey {
    concerns = concerns == null ? null : List.copyOf(concerns);
    allergies = allergies == null ? null : List.copyOf(allergies);
    currentActives = currentActives == null ? null : List.copyOf(currentActives);
  }

  /** A survey without an answer yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects answers. */
  public static final class Builder {

    private @Nullable SkinType skinType;
    private @Nullable List<Concern> concerns;
    private @Nullable Budget budget;
    private @Nullable Integer age;
    private @Nullable String gender;
    private @Nullable List<String> allergies;
    private @Nullable Boolean pregnant;
    private @Nullable List<String> currentActives;
    private @Nullable Consent consent;
    private @Nullable Instant answeredAt;

    private Builder() {}

    public Builder skinType(SkinType type) {
      this.skinType = type;
      return this;
    }

    public Builder concerns(Concern... named) {
      this.concerns = List.of(named);
      return this;
    }

    public Builder budget(Budget most) {
      this.budget = most;
      return this;
    }

    public Builder age(int years) {
      this.age = years;
      return this;
    }

    public Builder gender(String word) {
      this.gender = word;
      return this;
    }

    public Builder allergies(String... words) {
      this.allergies = List.of(words);
      return this;
    }

    public Builder pregnant(boolean isSo) {
      this.pregnant = isSo;
      return this;
    }

    public Builder currentActives(String... words) {
      this.currentActives = List.of(words);
      return this;
    }

    public Builder answeredAt(Instant moment) {
      this.answeredAt = moment;
      return this;
    }

    /** What the answers and the selfie may be used for. */
    public Builder consent(boolean score, boolean train, boolean research) {
      this.consent = new Consent(score, train, research);
      return this;
    }

    public Survey build() {
      return new Survey(
          skinType,
          concerns,
          budget,
          age,
          gender,
          allergies,
          pregnant,
          currentActives,
          consent,
          answeredAt);
    }
  }
}
