package io.dermaflow.datasets.likeness;

/**
 * Two pictures that show the same.
 *
 * @param a index of one
 * @param b index of the other, larger
 * @param distance bits in which their perceptual hashes differ
 * @param likeness {@link Likeness} of their patterns
 * @param mirrored whether one is mirrored
 */
public record LikePair(int a, int b, int distance, double likeness, boolean mirrored) {}
