package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.Details;
import io.dermaflow.datasets.LabelTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a source says of one picture, each thing once, and what of it cannot be used. */
final class Said {

  static final String SEVERITY = "severity";
  static final String CONDITION = "condition";
  static final String TONE = "tone";
  static final String LESIONS = "lesions";
  static final String SPLIT = "split";

  private final Set<Annotation> annotations = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  /** Keeps what was said; nothing when nothing was. */
  void add(String by, String what, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      annotations.add(new Annotation(by, what, value.strip()));
    }
  }

  /** Keeps a label that says by itself what it is about. */
  void label(LabelTable table, String by, String name) {
    String head = table.find(name).map(LabelTable.Meaning::head).orElse("label");
    add(by, head.equals("conditions") ? CONDITION : head, name);
  }

  /** Something for which the item is set aside. */
  void unknown(String text) {
    unknown.add(text);
  }

  /** What the item is set aside for, or null. */
  @Nullable String unknown() {
    return unknown.isEmpty() ? null : String.join(", ", unknown);
  }

  Details details() {
    return details(null, null, null, null);
  }

  Details details(
      @Nullable String tone,
      @Nullable Integer lesions,
      @Nullable String licence,
      @Nullable String consent) {
    return new Details(tone, lesions, licence, consent, List.copyOf(annotations));
  }
}
