package io.dermaflow.recommend;

/** What a product does in a routine, in the order of use. */
public enum Slot {
  CLEANSE("Cleanse"),
  TREAT("Treat"),
  MOISTURISE("Moisturise"),
  PROTECT("Protect"),
  /** Not part of a routine: looks are made of it. */
  MAKEUP("Make-up");

  private final String title;

  Slot(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Whether it stays on the skin; all but what is washed off does. */
  public boolean leaveOn() {
    return this != CLEANSE;
  }
}
