package io.dermaflow.datasets;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a picture, in the platform's words. A missing label is unknown, not negative.
 *
 * @param severity {@code CLEAR MILD MODERATE SEVERE VERY_SEVERE}, or null
 * @param skinType {@code OILY DRY NORMAL COMBINATION WRINKLY SENSITIVE}, or null
 * @param conditions those that are present; empty means none is; null means nobody looked
 */
public record Labels(
    @Nullable String severity, @Nullable String skinType, @Nullable Set<String> conditions) {

  public Labels {
    if (conditions != null) { // in one order, so that equal labels are written alike
      conditions = Collections.unmodifiableSet(new TreeSet<>(conditions));
    }
  }

  /** Nothing is known. */
  public static final Labels NONE = new Labels(null, null, null);

  public boolean isEmpty() {
    return severity == null && skinType == null && conditions == null;
  }

  /** One line that is equal exactly for equal labels. */
  public String canonical() {
    Set<String> present = conditions;
    String list = present == null ? "-" : String.join("+", present.stream().sorted().toList());
    return (severity == null ? "-" : severity)
        + "|"
        + (skinType == null ? "-" : skinType)
        + "|"
        + list;
  }
}
