package io.dermaflow.datasets;

/**
 * Two items of a version that show the same, or are identical.
 *
 * @param likeness 1 for identical ones
 */
public record LikeItems(
    String keyA, String objectA, String keyB, String objectB, double likeness, boolean mirrored) {}
