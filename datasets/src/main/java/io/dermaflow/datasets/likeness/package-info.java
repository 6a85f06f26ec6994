/**
 * Finds pictures that show the same thing in other bytes: scaled, recompressed, relit, mirrored.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.likeness;
