package io.dermaflow.client;

/** How many of a person's things were deleted. */
public record Erased(
    long uploads,
    long objects,
    long features,
    long recommendations,
    long analyses,
    long looks,
    long interactions) {}
