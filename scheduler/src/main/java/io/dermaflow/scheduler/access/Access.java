package io.dermaflow.scheduler.access;

import org.jspecify.annotations.Nullable;

/** Asks whether the caller of this request may. Controllers call it first. */
public interface Access {

  /** Who asks in this request. */
  Caller caller();

  /**
   * @throws AccessRefusedException when the caller has not the scope
   */
  void require(Scope scope);

  /**
   * Requires a scope, and that the caller may ask about this person.
   *
   * @param subjectId null for what is nobody's yet: allowed to whoever may ask about anybody, and
   *     to the visitor or token that began it
   * @throws AccessRefusedException otherwise; says the same whether the person exists or not
   */
  void require(Scope scope, @Nullable String subjectId);
}
