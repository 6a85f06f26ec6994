/**
 * Rendered selfies: faces with known labels, drawn from a seed, so that nobody's photograph is
 * needed.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.rendered;
