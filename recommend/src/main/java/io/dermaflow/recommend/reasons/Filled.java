package io.dermaflow.recommend.reasons;

import io.dermaflow.recommend.rules.Wording;

/** Fills in the places of a template in both languages. */
final class Filled {

  private String en;
  private String ms;

  Filled(Wording template) {
    en = template.en();
    ms = template.ms();
  }

  Filled with(String place, Wording value) {
    en = fill(en, place, value.en());
    ms = fill(ms, place, value.ms());
    return this;
  }

  Filled with(String place, String value) {
    en = fill(en, place, value);
    ms = fill(ms, place, value);
    return this;
  }

  Filled then(Filled next) {
    en = en + " " + next.en;
    ms = ms + " " + next.ms;
    return this;
  }

  private static String fill(String text, String place, String value) {
    return text.replace('{' + place + '}', value);
  }

  Wording wording() {
    return new Wording(en, ms);
  }
}
