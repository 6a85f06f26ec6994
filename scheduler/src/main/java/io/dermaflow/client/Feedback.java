package io.dermaflow.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did with a product.
 *
 * @param at when, or null for now
 */
public record Feedback(String productId, Kind kind, @Nullable Instant at) {

  /** What was done. */
  public enum Kind {
    @JsonProperty("viewed")
    VIEWED,
    @JsonProperty("liked")
    LIKED,
    @JsonProperty("bought")
    BOUGHT,
    /** The product is not recommended to the person again. */
    @JsonProperty("reacted_badly")
    REACTED_BADLY
  }

  /** It happened now. */
  public static Feedback of(String productId, Kind kind) {
    return new Feedback(productId, kind, null);
  }
}
