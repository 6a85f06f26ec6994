package io.dermaflow.datasets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a picture beside its labels. It decides nothing in training.
 *
 * @param tone skin tone as {@code monk-1} to {@code monk-10} or {@code fitzpatrick-1} to {@code
 *     fitzpatrick-6}, or null
 * @param lesions counted lesions, or null
 * @param licence licence of the picture, or null
 * @param consent what the person agreed to, in the words of the source, or null
 * @param annotations everything that was said, one entry a labeller and a label
 */
public record Details(
    @Nullable String tone,
    @Nullable Integer lesions,
    @Nullable String licence,
    @Nullable String consent,
    List<Annotation> annotations) {

  /** Nothing is said. */
  public static final Details NONE = new Details(null, null, null, null, List.of());

  public Details {
    annotations = List.copyOf(annotations);
  }
}
