package io.dermaflow.recommend.importing;

import java.util.Locale;

/** What a product can be told by a catalogue row. */
enum Field {
  ID,
  BRAND,
  NAME,
  SLOT,
  /** A category in the shop's words, from which the slot or the kind of make-up follows. */
  TYPE,
  /** The department of the shop, where it sells other things too. */
  CATEGORY,
  PRICE,
  CURRENCY,
  INGREDIENTS,
  TYPES,
  TARGETS,
  FLAGS,
  LINK,
  IMAGE,
  RATING,
  KIND,
  SHADES,
  WITHDRAWN,
  COMBINATION,
  DRY,
  NORMAL,
  OILY,
  SENSITIVE;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }
}
