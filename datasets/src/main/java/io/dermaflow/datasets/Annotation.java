package io.dermaflow.datasets;

/**
 * What one source or one person said of a picture, kept as it was said, also where the platform has
 * no word for it.
 *
 * @param by who said it: a column, a labeller, or {@code folder}
 * @param what what it is about, e.g. {@code severity}, {@code condition}, {@code fitzpatrick}
 * @param value the words of the source
 */
public record Annotation(String by, String what, String value) {}
