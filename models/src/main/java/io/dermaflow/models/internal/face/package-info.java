/** Finds faces. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.face;
