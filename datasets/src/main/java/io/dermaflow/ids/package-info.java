/** Digests and identifiers. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.ids;
