package io.dermaflow.recommend.inci;

/** What reading an ingredient text came to. */
public sealed interface InciReading {

  /** A list of ingredients. */
  record Understood(Ingredients ingredients) implements InciReading {}

  /**
   * Not a list that can be relied on.
   *
   * @param reason for a person, e.g. {@code ingredients in Spanish ('agua', 'glicerina')}
   */
  record Refused(String reason) implements InciReading {}
}
