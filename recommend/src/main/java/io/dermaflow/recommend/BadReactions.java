package io.dermaflow.recommend;

import java.util.Set;

/** Products that a person reacted badly to; they are excluded at once. Thread safe. */
public interface BadReactions {

  /** Nobody reacted badly to anything. */
  BadReactions NONE = subjectId -> Set.of();

  /** Ids of products; empty for somebody new. */
  Set<String> of(String subjectId);

  /** Changes whenever somebody reacts badly to something. */
  default String version() {
    return "";
  }
}
