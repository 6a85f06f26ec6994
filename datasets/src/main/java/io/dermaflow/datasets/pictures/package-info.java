/** Untrusted pictures: checked by header, decoded within bounds, handed on as plain RGB. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.pictures;
