package io.dermaflow.recommend;

import java.util.Set;

/** Products that a person reacted badly to; they are excluded at once. Thread safe. */
public interface BadReactions {

  /** Nobody reacted badly to anything. */
  BadReactions NONE = subjectId -> Set.of();

  /** Ids of products; empty for somebody new. */
  Set<String> of(String subjectId);

  /** From now on {@link #of} knows everything that has been committed until now. */
  default void renew() {}

  /** Changes whenever somebody reacts badly to something. */
  default String version() {
    return "";
  }
}
