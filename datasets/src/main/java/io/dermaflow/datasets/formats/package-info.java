/** Ways in which labelled sets lay out pictures and labels. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.formats;
