package io.dermaflow.recommend;

/** What a product does in a routine, in the order of use. */
public enum Slot {
  CLEANSE("Cleanse"),
  TREAT("Treat"),
  MOISTURISE("Moisturise"),
  PROTECT("Protect");

  private final String title;

  Slot(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
