/** Weights files of other tools. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.weights;
